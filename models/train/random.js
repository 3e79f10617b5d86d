/** A generator of random numbers in [0, 1) from a 32-bit seed: mulberry32 (T. Ettinger, 2017, public domain). */
export function createRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 0x100000000;
  };
}

/** A normally distributed number (Box and Muller, 1958). */
export function gaussian(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** The array, shuffled in place (Fisher and Yates). */
export function shuffle(array, random) {
  for (let at = array.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [array[at], array[other]] = [array[other], array[at]];
  }
  return array;
}
