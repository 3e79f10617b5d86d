const COMPARED = 64;

/** Letters from which on one name's being part of the other tells something. */
const TELLING = 3;

/**
 * Names that a caller may have meant, the nearest by edit distance first (Wagner and Fischer, "The String-to-String
 * Correction Problem", 1974): those that differ in two letters, or in a third of them, and those that are part of the
 * other or have it as a part. Case does not count.
 * @param limit how many at most
 */
export function nearestNames(wanted: string, names: readonly string[], limit = 5): readonly string[] {
  const sought = wanted.slice(0, COMPARED).toLowerCase();
  const reach = sought.length < TELLING ? 0 : Math.max(2, Math.floor(sought.length / 3));
  return [...new Set(names)]
    .map((name) => ({ name, distance: distanceOf(sought, name.slice(0, COMPARED).toLowerCase(), reach) }))
    .filter(({ distance }) => distance !== undefined)
    .sort((a, b) => a.distance! - b.distance! || a.name.length - b.name.length)
    .slice(0, limit)
    .map(({ name }) => name);
}

/** The edit distance, undefined if the names are not near each other. */
function distanceOf(sought: string, name: string, reach: number): number | undefined {
  const shorter = Math.min(sought.length, name.length);
  const isPart = shorter >= TELLING && (name.includes(sought) || sought.includes(name));
  if (!isPart && Math.abs(name.length - sought.length) > reach) return undefined;
  const distance = editDistance(sought, name);
  return isPart || distance <= reach ? distance : undefined;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
