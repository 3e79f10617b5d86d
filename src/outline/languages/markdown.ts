import { countLines } from '../lines.js';
import { defineLanguage, type Outline } from '../outline.js';
import { type Heading, sections } from '../sections.js';

/** By headings: each with the lines of its section, the sections below it as children. */
export const markdown = defineLanguage({
  name: 'markdown',
  extensions: ['.md', '.markdown', '.mdx'],
  outline: async (text): Promise<Outline> => {
    const lines = countLines(text);
    return { language: 'markdown', lines, imports: [], symbols: sections(headingsIn(text), lines) };
  },
});

const ATX = /^ {0,3}(#{1,6})(?:[ \t]+(.*))?$/;
const UNDERLINE = /^ {0,3}(=+|-+)[ \t]*$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})(.*)$/;
/** Lines that are no part of a paragraph, so that a line of dashes under them is no underline. */
const NO_PARAGRAPH = /^(?: {4}|\t| {0,3}(?:>|[-+*][ \t]|\d{1,9}[.)][ \t]|\||<))/;
const TITLE_LIMIT = 200;

function headingsIn(text: string): Heading[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const headings: Heading[] = [];
  let fence: string | undefined;
  let inComment = false;
  let paragraph = -1;
  for (let i = frontMatter(lines); i < lines.length; i++) {
    const line = lines[i]!;
    const mark = FENCE.exec(line);
    if (fence !== undefined) {
      if (mark && mark[1]!.startsWith(fence) && mark[2]!.trim() === '') fence = undefined;
      continue;
    }
    if (inComment || /^ {0,3}<!--/.test(line)) {
      inComment = !line.includes('-->');
      paragraph = -1;
      continue;
    }
    if (mark && !(mark[1]!.startsWith('`') && mark[2]!.includes('`'))) {
      fence = mark[1]!;
      paragraph = -1;
      continue;
    }
    const atx = ATX.exec(line);
    const underline = paragraph >= 0 ? UNDERLINE.exec(line) : null;
    if (atx) {
      const name = titleOf(atx[2] ?? '');
      headings.push(heading(atx[1]!.length, name, i, i));
      paragraph = -1;
    } else if (underline) {
      const name = titleOf(lines.slice(paragraph, i).join(' '));
      headings.push(heading(underline[1]!.startsWith('=') ? 1 : 2, name, paragraph, i));
      paragraph = -1;
    } else if (line.trim() === '') paragraph = -1;
    else if (paragraph === -1) paragraph = NO_PARAGRAPH.test(line) ? -2 : i;
  }
  return headings;
}

function heading(level: number, name: string, first: number, last: number): Heading {
  return {
    level,
    name,
    signature: `${'#'.repeat(level)} ${name}`.trimEnd(),
    startLine: first + 1,
    lastLine: last + 1,
  };
}

/** Without closing number signs, which count only behind a blank. */
function titleOf(text: string): string {
  const title = text.trim().slice(0, TITLE_LIMIT);
  const bare = title.replace(/#+$/, '');
  return bare === '' || /[ \t]$/.test(bare) ? bare.trim() : title;
}

/** Lines of a YAML or TOML block at the very top. */
function frontMatter(lines: readonly string[]): number {
  const mark = lines[0]?.trimEnd();
  if (mark !== '---' && mark !== '+++') return 0;
  const end = lines.findIndex((line, i) => i > 0 && line.trimEnd() === mark);
  return end === -1 ? 0 : end + 1;
}
