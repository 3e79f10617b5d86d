import type { Log } from '../log.js';

/** Milliseconds in which the same warning is written once. */
const QUIET = 60_000;

/** Warnings that are remembered. */
const REMEMBERED = 1_000;

/**
 * A log for what each of many requests may say: a warning that was just written is only counted, and the count stands in the
 * next one, as `repeated`.
 * @param now milliseconds since the epoch
 */
export function sparingLog(log: Log, now: () => number = Date.now): Log {
  const written = new Map<string, { at: number; repeated: number }>();
  return {
    ...log,
    warn(message, fields = {}) {
      const { cause } = fields;
      const said = JSON.stringify([message, fields, cause instanceof Error ? cause.message : '']);
      const last = written.get(said);
      if (last && now() - last.at < QUIET) {
        last.repeated += 1;
        return;
      }
      if (written.size >= REMEMBERED) written.clear();
      written.set(said, { at: now(), repeated: 0 });
      log.warn(message, last && last.repeated > 0 ? { ...fields, repeated: last.repeated } : fields);
    },
  };
}
