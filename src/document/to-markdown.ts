import { type Block, type Document, type LineChart, type Table, thousands } from './document.js';

/** The document as Markdown, with tables as GitHub has them. No text in it can break a table, a heading or a fence. */
export function toMarkdown({ title, sections }: Document): string {
  const parts = sections.flatMap((section) => [
    ...(section.title === undefined ? [] : [`## ${escaped(section.title)}`]),
    ...section.blocks.map(blockText),
  ]);
  return [`# ${escaped(title)}`, ...parts].join('\n\n').concat('\n');
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'text':
      return escaped(block.text);
    case 'list':
      return block.items.map((item) => `- ${escaped(item)}`).join('\n');
    case 'table':
      return tableText(block);
    case 'line-chart':
      return chartText(block);
    case 'code':
      return fenced(block.text, '');
    case 'diff':
      return fenced(block.lines.map(({ sign, text }) => `${sign}${text}`).join('\n'), 'diff');
  }
}

function tableText({ columns, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(({ title }) => escaped(title))),
    line(columns.map(({ shows }) => (shows === 'text' ? '---' : '---:'))),
    ...rows.map((row) =>
      line(row.map((cell) => (typeof cell === 'number' ? thousands(cell) : escaped(cell)))),
    ),
  ].join('\n');
}

const STEPS = '▁▂▃▄▅▆▇█';
const WIDTH = 60;

/** A line of blocks, each the largest of the values that it stands for. */
function chartText({ unit, step, values, marks }: LineChart): string {
  const most = values.reduce((max, value) => Math.max(max, value), 0);
  const width = Math.min(WIDTH, values.length);
  const peaks = Array.from({ length: width }, (_, at) =>
    values
      .slice(Math.floor((at * values.length) / width), Math.floor(((at + 1) * values.length) / width))
      .reduce((max, value) => Math.max(max, value), 0),
  );
  const drawn = peaks
    .map((peak) => STEPS[Math.round((peak / Math.max(most, 1)) * (STEPS.length - 1))])
    .join('');
  return [
    `\`${drawn}\` at most ${thousands(most)} ${escaped(unit)} in ${thousands(values.length)} ${escaped(step)}s`,
    ...marks.map(({ at, label }) => `- ${escaped(step)} ${at + 1}: ${escaped(label)}`),
  ].join('\n');
}

function fenced(text: string, language: string): string {
  const longest = (text.match(/`+/g) ?? []).reduce((max, run) => Math.max(max, run.length), 2);
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** On one line, and without meaning for Markdown. */
function escaped(text: string): string {
  return text
    .replace(/[\\`*_|<>[\]#]/g, '\\$&')
    .replace(/\s+/g, ' ')
    .trim();
}
