/**
 * A text of the same length and lines, where of the branches of an `#if` only the first is left if their braces do not
 * balance or the `#if` stands within a statement. Linear.
 */
export function withoutBrokenBranches(source: string): string {
  const lines = source.split('\n');
  const open: Branches[] = [];
  /** The last line of code, which tells whether a directive stands between statements. */
  let code = '';
  for (const [i, line] of lines.entries()) {
    const directive = /^[ \t]*#[ \t]*(\w+)/.exec(line)?.[1];
    if (directive === undefined) {
      if (line.trim() !== '') code = line;
      continue;
    }
    if (directive === 'elif' || directive === 'else') open.at(-1)?.others.push(i);
    else if (directive.startsWith('if'))
      open.push({ start: i, others: [], within: !ENDS_STATEMENT.test(code) });
    else if (directive === 'endif') {
      const branches = open.pop();
      if (branches) blank(lines, branches, i);
    }
  }
  return lines.join('\n');
}

interface Branches {
  readonly start: number;
  /** Where its branches after the first begin. */
  readonly others: number[];
  /** Whether it stands within a statement. */
  readonly within: boolean;
}

const ENDS_STATEMENT = /^\s*$|(?:[;{}:]|\*\/|\/\/.*)\s*$/;

function blank(lines: string[], { start, others, within }: Branches, end: number): void {
  const starts = [start, ...others];
  const balanced = starts.every((from, i) => balanceOf(lines, from + 1, starts[i + 1] ?? end) === 0);
  if (balanced && !within) return;
  const empty = (i: number): void => {
    lines[i] = ' '.repeat(lines[i]!.length);
  };
  if (within) {
    empty(start);
    empty(end);
  }
  for (let i = others[0] ?? end; i < end; i++) empty(i);
}

function balanceOf(lines: readonly string[], from: number, to: number): number {
  let balance = 0;
  for (let i = from; i < to; i++) {
    for (const bracket of lines[i]!.match(/[{}]/g) ?? []) balance += bracket === '{' ? 1 : -1;
  }
  return balance;
}
