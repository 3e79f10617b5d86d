import { lineTemplate } from '../../similarity/line-template.js';

/** Lines of a log that the same statement seems to have printed. */
export interface LineKind {
  /** What they have in common: `#` for numbers and ids, `*` for words that differ. */
  readonly template: string;
  readonly count: number;
  /** 1-based. */
  readonly firstLine: number;
  readonly lastLine: number;
  readonly isError: boolean;
}

interface Group {
  tokens: string[];
  count: number;
  readonly firstLine: number;
  lastLine: number;
  readonly isError: boolean;
}

/** UTF-16 units of a line by which its kind is told. */
const LINE_LIMIT = 500;
/** Of the words of two lines of a kind, at least so many are the same; in shorter ones, all are. */
const MIN_ALIKE = 0.7;
const FEW_WORDS = 4;
/** Groups that a line is compared with, so that a log of nothing but differing lines takes linear time. */
const MOST_COMPARED = 40;
/** Templates whose group is remembered. */
const MOST_REMEMBERED = 50_000;

/**
 * Tells the lines of a log apart by what they have in common, after Drain (P. He et al., "Drain: An Online Log Parsing
 * Approach with Fixed Depth Tree", ICWS 2017): lines of as many tokens and mostly the same words are of one kind.
 */
export function lineKinds(): {
  /** @returns the number of the line's kind, counted from 0 */
  add(text: string, line: number, isError: boolean): number;
  kinds(): readonly LineKind[];
} {
  const groups: Group[] = [];
  const byShape = new Map<string, number[]>();
  const byTemplate = new Map<string, number>();

  const groupOf = (template: string, line: number, isError: boolean): number => {
    const tokens = template.match(/[^\s,]+[\s,]*|[\s,]+/g) ?? [''];
    const shape = `${isError} ${tokens.length}`;
    const alike = byShape.get(shape) ?? [];
    byShape.set(shape, alike);
    const found = alike.find((at) => areAlike(groups[at]!.tokens, tokens));
    if (found !== undefined) {
      const group = groups[found]!;
      group.tokens = group.tokens.map((token, at) => (token === tokens[at] ? token : wildcard(token)));
      return found;
    }
    groups.push({ tokens, count: 0, firstLine: line, lastLine: line, isError });
    if (alike.length < MOST_COMPARED) alike.push(groups.length - 1);
    return groups.length - 1;
  };

  return {
    add: (text, line, isError) => {
      const template = lineTemplate(text.slice(0, LINE_LIMIT)).trim();
      const key = `${isError} ${template}`;
      const number = byTemplate.get(key) ?? groupOf(template, line, isError);
      if (byTemplate.size < MOST_REMEMBERED) byTemplate.set(key, number);
      const group = groups[number]!;
      group.count++;
      group.lastLine = line;
      return number;
    },
    kinds: () => groups.map(({ tokens, ...group }) => ({ ...group, template: tokens.join('').trim() })),
  };
}

const NO_WORD = /^[^\p{L}]*$/u;

function areAlike(known: readonly string[], tokens: readonly string[]): boolean {
  let same = 0;
  let differing = 0;
  let varying = 0;
  for (const [at, token] of tokens.entries()) {
    const before = known[at]!;
    if (before.startsWith('*')) varying++;
    else if (!NO_WORD.test(token) || !NO_WORD.test(before)) {
      if (token === before) same++;
      else differing++;
    }
  }
  if (differing === 0) return varying <= same;
  return (
    same + differing >= FEW_WORDS && same >= (same + differing) * MIN_ALIKE && varying + differing <= same
  );
}

/** With what stands between it and the next token. */
function wildcard(token: string): string {
  let end = token.length;
  while (end > 0 && /[\s,]/.test(token[end - 1]!)) end--;
  return `*${token.slice(end)}`;
}
