/**
 * Macros that no grammar can know for what they are, by the habit of writing them in capitals: alone on a line
 * (`Q_OBJECT`, `BEGIN_NAMESPACE`), between a keyword and a name (`class API Name`), or before a declaration
 * (`API int f()`).
 */
const MACROS: readonly RegExp[] = [
  /^[ \t]*([A-Z][A-Z\d]*_[A-Z\d_]*(?:[ \t]*\((?:[^()\n]|\([^()\n]*\))*\))?)[ \t]*;?[ \t]*\r?$/gm,
  /\b(?:class|struct|union|enum|namespace)[ \t]+([A-Z][A-Z\d]*_[A-Z\d_]*(?:\([^()\n]*\))?)(?=[ \t]+\w)/g,
  /^[ \t]*(?:template[ \t]*<[^\n]*>[ \t]*)?(?:[a-z_]\w*[ \t]+){0,4}((?:[A-Z][A-Z\d]*_[A-Z\d_]*[ \t]+){0,3}[A-Z][A-Z\d]*_[A-Z\d_]*(?:\([^()\n]*\))?)(?=[ \t]+(?:[\w:<>,]+[\s*&]+(?:~?[\w:]+|operator[^\w\s(]+)|~?\w+)[ \t]*\()/gm,
  /\)[ \t]*(?:const[ \t]*)?([A-Z][A-Z\d]*_[A-Z\d_]*(?:\([^()\n]*\))?)(?=\s*[{;])/g,
];

/** A condition on template parameters, such as `API_ENABLE_IF(is_int<T>)`: read as a parameter. */
const CONDITION =
  /([,<]\s*)([A-Z][A-Z\d]*_[A-Z\d_]*\((?:[^()]|\((?:[^()]|\([^()]*\))*\)){0,400}\))(?=\s*[,>])/g;

/** A text of the same length and lines, without what looks like such macros. Linear. */
export function withoutMacros(source: string): string {
  const plain = MACROS.reduce(
    (text, macro) =>
      text.replace(macro, (match: string, name: string, at: number) =>
        isInList(text, at) ? match : match.replace(name, ' '.repeat(name.length)),
      ),
    source,
  );
  return plain.replace(
    CONDITION,
    (_, before: string, macro: string) => `${before}int${macro.slice(3).replace(/[^\r\n]/g, ' ')}`,
  );
}

/** UTF-16 units before a macro that are looked at. */
const LOOK_BACK = 200;

/** Whether what stands at an offset is the next item of a list or a value: the last constant of an enum, say. */
function isInList(text: string, at: number): boolean {
  return /[,=|+(]\s*$/.test(text.slice(Math.max(0, at - LOOK_BACK), at));
}

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
