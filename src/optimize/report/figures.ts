const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** `12345` as `12,345`. */
export function figure(count: number): string {
  return whole.format(count);
}

/** `1 call`, `2 calls`. */
export function plural(count: number, one: string): string {
  return `${figure(count)} ${one}${count === 1 ? '' : 's'}`;
}

/** `12,345 → 4,567 tokens (63 % fewer)`. A share is rounded so that it never says more than was saved. */
export function changeIn(before: number, after: number): string {
  const change = `${figure(before)} → ${figure(after)} tokens`;
  if (after === before) return `${change} (no change)`;
  const share = Math.floor((Math.abs(before - after) / Math.max(before, 1)) * 1000) / 10;
  return `${change} (${share} % ${after < before ? 'fewer' : 'more'})`;
}

/** How tokens were counted, and whether to the token. */
export function counted(tokenizer: { readonly id: string; readonly exact: boolean }): string {
  return tokenizer.exact ? `counted exactly with ${tokenizer.id}` : `estimated with ${tokenizer.id}`;
}
