/** 1-based and inclusive. */
export interface Lines {
  readonly startLine: number;
  readonly endLine: number;
}

/**
 * The index of the innermost definition on a line, or how many there are. Asked line by line, never back.
 * @param definitions parents before their children
 */
export function ownerByLine(definitions: readonly Lines[]): (line: number) => number {
  const order = definitions.map((_, index) => index);
  order.sort((a, b) => definitions[a]!.startLine - definitions[b]!.startLine || a - b);
  const open: number[] = [];
  let next = 0;
  return (line) => {
    for (; next < order.length && definitions[order[next]!]!.startLine <= line; next++)
      open.push(order[next]!);
    while (open.length > 0 && definitions[open.at(-1)!]!.endLine < line) open.pop();
    return open.at(-1) ?? order.length;
  };
}
