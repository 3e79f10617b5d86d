/**
 * A text of the same length and lines, where of an `#if` only the lines of its first branch are left if the branches' braces do not
 * balance, or the `#if` or the `#endif` stands within a statement. Linear.
 */
export function withoutBrokenBranches(source: string): string {
  const lines = source.split('\n');
  const open: Branches[] = [];
  /** The last line of code, which tells whether a directive stands between statements. */
  let code = '';
  let isDirective = false;
  for (const [i, line] of lines.entries()) {
    const directive = /^[ \t]*#[ \t]*(\w+)/.exec(line)?.[1];
    // the lines of a macro are no code
    isDirective = directive !== undefined || (isDirective && /\\\r?$/.test(lines[i - 1]!));
    if (directive === undefined) {
      if (!isDirective && line.trim() !== '') code = line;
      continue;
    }
    const within = !ENDS_STATEMENT.test(code);
    const innermost = open.at(-1);
    if (directive.startsWith('if')) open.push({ start: i, others: [], within });
    else if (innermost && /^(?:elif|else|endif)/.test(directive)) {
      innermost.within ||= within;
      if (directive !== 'endif') innermost.others.push(i);
      else blank(lines, open.pop()!, i);
    }
  }
  return lines.join('\n');
}

interface Branches {
  readonly start: number;
  /** Where its branches after the first begin. */
  readonly others: number[];
  /** Whether it begins or ends within a statement. */
  within: boolean;
}

const ENDS_STATEMENT = /^\s*$|(?:[;{}:]|\*\/|\/\/.*)\s*$/;

function blank(lines: string[], { start, others, within }: Branches, end: number): void {
  const starts = [start, ...others];
  const balanced = starts.every((from, i) => balanceOf(lines, from + 1, starts[i + 1] ?? end) === 0);
  if (balanced && !within) return;
  const empty = (i: number): void => {
    lines[i] = ' '.repeat(lines[i]!.length);
  };
  empty(start);
  empty(end);
  for (let i = others[0] ?? end; i < end; i++) empty(i);
}

function balanceOf(lines: readonly string[], from: number, to: number): number {
  let balance = 0;
  for (let i = from; i < to; i++) {
    for (const bracket of lines[i]!.match(/[{}]/g) ?? []) balance += bracket === '{' ? 1 : -1;
  }
  return balance;
}
