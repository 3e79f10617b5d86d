/**
 * All of the names in several lists, in an order that each list follows as far as there is one: a topological sort
 * (A. B. Kahn, 1962), in which what comes first in the lists comes first. Where lists contradict each other some do not
 * follow it. Quadratic in the number of different names, linear in the lists.
 *
 * @param lists of different names each
 */
export function commonOrder(lists: readonly (readonly string[])[]): readonly string[] {
  const before = new Map<string, Set<string>>();
  for (const list of lists) {
    for (const [at, name] of list.entries()) {
      const own = before.get(name) ?? new Set();
      before.set(name, own);
      if (at > 0) own.add(list[at - 1]!);
    }
  }
  const left = new Set(before.keys());
  const order: string[] = [];
  while (left.size > 0) {
    const free = [...left].find((name) => before.get(name)!.size === 0) ?? [...left][0]!;
    order.push(free);
    left.delete(free);
    for (const name of left) before.get(name)!.delete(free);
  }
  return order;
}
