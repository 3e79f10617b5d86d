/** Tokens that are paid off at the pace of a limit. */
export interface TokenDebts {
  /** @param limit tokens a minute */
  add(payer: string, tokens: number, limit: number): void;
  /** Milliseconds until a payer owes less than a minute's worth; 0 if that is so. */
  wait(payer: string): number;
}

const MINUTE_MS = 60_000;

/** Payers that are remembered, beyond which those that owe nothing are forgotten. */
const REMEMBERED = 1_000;

/**
 * Holds what is spent to a pace, and not to a window: what many requests at once have spent beyond a minute's worth, before any
 * of them was known to, is waited for in the minutes that follow (the continuous-state leaky bucket of ITU-T I.371).
 */
export function createTokenDebts(): TokenDebts {
  /** When everything is paid off, in milliseconds since the epoch. */
  const paidAt = new Map<string, number>();
  return {
    add(payer, tokens, limit) {
      const now = Date.now();
      if (paidAt.size >= REMEMBERED) {
        for (const [other, at] of paidAt) if (at <= now) paidAt.delete(other);
      }
      paidAt.set(payer, Math.max(now, paidAt.get(payer) ?? 0) + (tokens / limit) * MINUTE_MS);
    },

    wait(payer) {
      const owed = (paidAt.get(payer) ?? 0) - Date.now();
      return owed < MINUTE_MS ? 0 : Math.max(1, owed - MINUTE_MS);
    },
  };
}
