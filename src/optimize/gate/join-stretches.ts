/** From one place in a text, or a list, to another: letters, lines or what is counted there. */
export type Stretch = readonly [start: number, end: number];

/** The same places as stretches in order that do not touch. */
export function joinStretches(stretches: readonly Stretch[]): readonly Stretch[] {
  const apart: [start: number, end: number][] = [];
  for (const [start, end] of stretches.toSorted(([a], [b]) => a - b)) {
    const last = apart.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else apart.push([start, end]);
  }
  return apart;
}
