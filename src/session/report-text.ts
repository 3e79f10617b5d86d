const BAR = 12;
const NAME = 40;

/** An amount, and what it is. */
export interface AccountLine {
  readonly amount: string;
  readonly what: string;
}

/** One below the other, amounts flush right; or a table. */
export function accountText(
  lines: readonly AccountLine[],
  format: 'text' | 'markdown',
  unit: string,
): string {
  if (format === 'markdown') {
    return table(
      [unit, ''],
      lines.map(({ amount, what }) => [amount, what]),
    );
  }
  const width = Math.max(...lines.map(({ amount }) => amount.length));
  return lines.map(({ amount, what }) => `${amount.padStart(width)}  ${what}`).join('\n');
}

/** A row of a section: a name, figures, and what its bar is to show. */
export interface SectionRow {
  readonly name: string;
  readonly figures: readonly string[];
  readonly weight: number;
}

export interface Section {
  readonly title: string;
  readonly rows: readonly SectionRow[];
}

/** Sections with their columns under each other, or as tables. @param heads what the figures are */
export function sectionsText(
  sections: readonly Section[],
  format: 'text' | 'markdown',
  heads: readonly string[],
): string {
  return format === 'markdown' ? tablesOf(sections, heads) : linesOf(sections, heads);
}

function linesOf(sections: readonly Section[], heads: readonly string[]): string {
  const rows = sections.flatMap((section) => section.rows);
  const width = (cell: (row: SectionRow) => string) => Math.max(...rows.map((row) => cell(row).length));
  const names = width((row) => label(row.name));
  const widths = heads.map((_, at) => width(({ figures }) => figures[at]!));
  return sections
    .map(({ title, rows: own }) => {
      const lines = own.map((row) =>
        [
          label(row.name).padEnd(names),
          ...row.figures.map((figure, at) => figure.padStart(widths[at]!)),
          bar(row, own),
        ]
          .join(' ')
          .trimEnd(),
      );
      return [`${title} (${heads.join(', ')})`, ...lines].join('\n');
    })
    .join('\n');
}

function tablesOf(sections: readonly Section[], heads: readonly string[]): string {
  return sections
    .map(({ title, rows }) =>
      table(
        [title, ...heads, ''],
        rows.map((row) => [label(row.name).replaceAll('|', '\\|'), ...row.figures, bar(row, rows)]),
      ),
    )
    .join('\n\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** `#` for what was saved, `-` for what was lost, to the scale of the section. */
function bar({ weight }: SectionRow, rows: readonly SectionRow[]): string {
  const most = Math.max(...rows.map((row) => Math.abs(row.weight)));
  if (most === 0) return '';
  return (weight < 0 ? '-' : '#').repeat(Math.ceil((Math.abs(weight) / most) * BAR));
}

/** A name on one line and of bounded length: of a long path the end tells most. */
export function label(name: string): string {
  const line = name.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, '?');
  return line.length <= NAME ? line : `…${line.slice(1 - NAME)}`;
}

export function number(count: number): string {
  return count.toLocaleString('en-US');
}

export function plural(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** US dollars, to the cent, or less than a dollar to a hundredth of a cent: `-$0.0312`. */
export function money(dollars: number): string {
  const digits = Math.abs(dollars) < 1 ? 4 : 2;
  const amount = Math.abs(dollars).toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return dollars < 0 && /[1-9]/.test(amount) ? `-$${amount}` : `$${amount}`;
}

/** `2026-01-31`, in UTC. */
export function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** `2026-01-30 to 2026-01-31 (UTC)`, or the one day. */
export function days({ from, to }: { readonly from: number; readonly to: number }): string {
  return `${[...new Set([day(from), day(to)])].join(' to ')} (UTC)`;
}
