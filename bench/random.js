/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from 0 up to, but not, `below`. */
export function pick(random, below) {
  return Math.floor(random() * below);
}

/** The same items in another order, each order as likely as any other (Fisher and Yates). */
export function shuffled(items, random) {
  const order = [...items];
  for (let at = order.length - 1; at > 0; at--) {
    const other = pick(random, at + 1);
    [order[at], order[other]] = [order[other], order[at]];
  }
  return order;
}
