import type { Lines } from './line-ranges.js';

/** Units within units that are looked into. */
const DEPTH_LIMIT = 12;
/** Neighbors that a unit may need to be read: decorators, attributes, the parts of a chain. */
const JOINED = 3;
/** Beyond so many units the text is not broken, but in a dialect: what the grammar makes of it is as good. */
const BROKEN_LIMIT = 20;
/** UTF-16 units of a line that are matched. */
const LINE_LIMIT = 200;

/** What goes on with a unit above it rather than begin one, although it is indented no more. */
const GOES_ON =
  /^\s*(?:[)\]}{]|(?:end|fi|done|esac|else|elif|elsif|elseif|except|finally|catch|rescue|ensure|then|do|when|in|case)\b)/;
/** As the last line of a unit. */
const CLOSES = /^\s*(?:[)\]}]|(?:end|fi|done|esac)\b)/;
/** Comments, directives and labels, which may stand anywhere whatever their indentation. */
const APART = /^\s*(?:#|\/\/|\/\*|\*|<#|--|(?:public|private|protected)\s*:|[A-Za-z_]\w*:\s*$|default\s*:)/;
/** Decorators, attributes and template parameters that belong to what is below them. */
const LEADS = /^\s*(?:@[\w.:]+\s*(?:\(.*\))?|\[.*\]|template\s*<.*>)\s*$/;
const LEADS_ON = /^\s*(?:@[\w.:]+\s*\(|\[|template\s*<)[^{]*$/;
const OPENS_LIST = /[([<]\s*$/;
const OPENS = /(?:[{:]|\b(?:do|then)|\|)\s*$/;

/** What may close a unit that nothing closes, because the text ends in it or because that is what is wrong. */
const CLOSINGS = ['', '}', 'end', '};', ')', 'fi', 'done'];

/** Lines that indentation holds together. */
interface Unit {
  readonly first: number;
  /** Where it begins but for comments and decorators. */
  head: number;
  last: number;
}

/** Lines around what is looked at, which it needs to be read: those of a class for its method. */
interface Shell {
  readonly before: string;
  readonly after: string;
}

/**
 * The lines of a text that keep it from being read, as few as indentation can tell apart. A text falls into units: a line
 * and those below it that are indented more, with what closes them. Halves of the units that cannot be read are halved
 * again down to single ones, and the units within those are looked at for themselves, between the lines that enclose
 * them. Reads the text some 3 log n times for each broken unit at worst, mostly in small parts.
 * @param isReadable whether a part of it can be read
 * @param isWithin whether a line, 1-based, begins within a string or a comment
 * @returns first and last lines, 1-based, in order; `undefined` if they are too many
 */
export function brokenUnits(
  text: string,
  isReadable: (part: string) => boolean,
  isWithin: (line: number) => boolean,
): readonly Lines[] | undefined {
  const lines = withoutFlatBlocks(text.split('\n'));
  const indents = lines.map((line) => (line.trim() === '' ? Number.POSITIVE_INFINITY : indentOf(line)));
  const broken: Lines[] = [];
  search([1, lines.length], { before: '', after: '' }, 0);
  return broken.length < BROKEN_LIMIT ? broken : undefined;

  function search(stretch: Lines, shell: Shell, depth: number): void {
    const units = unitsIn(stretch);
    const reads = (from: number, to: number): boolean =>
      isReadable(`${shell.before}${textOf(units[from]!.first, units[to]!.last)}\n${shell.after}`);
    const halve = (from: number, to: number): void => {
      if (broken.length >= BROKEN_LIMIT || reads(from, to)) return;
      if (from < to) {
        const middle = (from + to) >>> 1;
        halve(from, middle);
        halve(middle + 1, to);
        return;
      }
      if (from > 0 && reads(from - 1, from)) return;
      for (let last = from + 1; last <= Math.min(from + JOINED, units.length - 1); last++)
        if (reads(from, last)) return;
      single(units[from]!, shell, depth);
    };
    if (units.length > 0) halve(0, units.length - 1);
  }

  /** Looks into a unit that cannot be read; it is all broken if its first and last lines alone cannot be read either. */
  function single(unit: Unit, shell: Shell, depth: number): void {
    const parts = depth < DEPTH_LIMIT ? partsOf(unit) : undefined;
    for (const closing of parts ? (parts.after ? [parts.after] : CLOSINGS) : []) {
      const within = { before: `${shell.before}${parts!.before}`, after: `${closing}\n${shell.after}` };
      if (!isReadable(within.before + within.after)) continue;
      const found = broken.length;
      search(parts!.inner, within, depth + 1);
      if (broken.length > found) return;
      break;
    }
    broken.push([unit.head, lastOf(unit)]);
  }

  function unitsIn([first, last]: Lines): readonly Unit[] {
    const base = baseOf([first, last]);
    const units: Unit[] = [];
    /** Where comments begin that belong to the next unit. */
    let apart: number | undefined;
    for (let line = first; line <= last; line++) {
      if (isBlank(line) || isWithin(line)) continue;
      const text = startOf(line);
      if (APART.test(text)) {
        apart ??= line;
        continue;
      }
      const unit = units.at(-1);
      if (unit === undefined) units.push({ first, head: line, last });
      else if (indents[line - 1]! <= base && !GOES_ON.test(text)) {
        if (isLead(unit, line)) unit.head = line;
        else {
          unit.last = (apart ?? line) - 1;
          units.push({ first: unit.last + 1, head: line, last });
        }
      }
      apart = undefined;
    }
    return units;
  }

  /** Whether what a unit has before a line is no more than a decorator of what follows. */
  function isLead({ head }: Unit, line: number): boolean {
    const text = startOf(head);
    return line === head + 1 ? LEADS.test(text) : LEADS_ON.test(text) && CLOSES.test(startOf(line - 1));
  }

  function baseOf([first, last]: Lines): number {
    let base = Number.POSITIVE_INFINITY;
    for (let line = first; line <= last; line++) {
      if (indents[line - 1]! >= base || isWithin(line)) continue;
      const text = startOf(line);
      if (!APART.test(text) && !GOES_ON.test(text)) base = indents[line - 1]!;
    }
    return base;
  }

  /** The lines that open a unit, what is within them, and the line that closes it; `undefined` if nothing is within. */
  function partsOf(unit: Unit): (Shell & { readonly inner: Lines }) | undefined {
    const last = lastOf(unit);
    const base = indents[unit.head - 1]!;
    const closes = last > unit.head && indents[last - 1]! <= base && CLOSES.test(startOf(last));
    const end = closes ? last - 1 : last;
    const opening = openingOf(unit.head, end, base);
    if (opening >= end || baseOf([opening + 1, end]) <= base) return undefined;
    return {
      before: `${textOf(unit.first, opening)}\n`,
      after: closes ? lines[last - 1]! : '',
      inner: [opening + 1, end],
    };
  }

  /** The last line of a header: a brace that stands alone below it, else the first line that ends in what opens. */
  function openingOf(head: number, last: number, base: number): number {
    for (let line = head; line <= last; line++) {
      const text = lines[line - 1]!.slice(-LINE_LIMIT);
      if (line > head && isAlone(line)) return line;
      if (OPENS_LIST.test(text)) {
        while (line < last && indents[line]! > base) line++;
      } else if (OPENS.test(text) && !(line < last && isAlone(line + 1))) return line;
    }
    return head;
  }

  function isAlone(line: number): boolean {
    return /^\s*\{\s*$/.test(startOf(line));
  }

  /** The last line of a unit that is not blank. */
  function lastOf({ head, last }: Unit): number {
    let line = last;
    while (line > head && isBlank(line)) line--;
    return line;
  }

  function isBlank(line: number): boolean {
    return indents[line - 1] === Number.POSITIVE_INFINITY;
  }

  function startOf(line: number): string {
    return lines[line - 1]!.slice(0, LINE_LIMIT);
  }

  function textOf(first: number, last: number): string {
    return lines.slice(first - 1, last).join('\n');
  }
}

/** Lines without those that open and close a block whose lines are indented no more than they are: a namespace. */
function withoutFlatBlocks(lines: readonly string[]): string[] {
  const plain = [...lines];
  const open: { readonly line: number; readonly indent: number; readonly isFlat: boolean }[] = [];
  for (const [line, text] of lines.entries()) {
    const indent = indentOf(text);
    if (/^\s*\}/.test(text.slice(0, LINE_LIMIT))) {
      while (open.length > 0 && open.at(-1)!.indent > indent) open.pop();
      const block = open.at(-1)?.indent === indent ? open.pop() : undefined;
      if (block?.isFlat) for (const i of [block.line, line]) plain[i] = ' '.repeat(plain[i]!.length);
    }
    if (!/\{\s*(?:\/\/.*)?$/.test(text.slice(-LINE_LIMIT))) continue;
    while (open.length > 0 && !open.at(-1)!.isFlat && open.at(-1)!.indent >= indent) open.pop();
    open.push({ line, indent, isFlat: isFlat(lines, line, indent) });
  }
  return plain;
}

function isFlat(lines: readonly string[], opening: number, indent: number): boolean {
  let line = opening + 1;
  while (line < lines.length && (lines[line]!.trim() === '' || APART.test(lines[line]!.slice(0, LINE_LIMIT))))
    line++;
  const next = lines[line];
  return next !== undefined && indentOf(next) <= indent && !GOES_ON.test(next.slice(0, LINE_LIMIT));
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** A text of the same length and lines, with nothing but blanks on those. */
export function withoutLines(text: string, ranges: readonly Lines[]): string {
  const lines = text.split('\n');
  for (const [first, last] of ranges)
    for (let line = first; line <= last; line++) lines[line - 1] = ' '.repeat(lines[line - 1]!.length);
  return lines.join('\n');
}
