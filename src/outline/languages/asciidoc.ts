import { countLines } from '../lines.js';
import { defineLanguage, type Outline } from '../outline.js';
import { type Heading, sections } from '../sections.js';

/** By headings: each with the lines of its section, the sections below it as children. */
export const asciidoc = defineLanguage({
  name: 'asciidoc',
  extensions: ['.adoc', '.asciidoc'],
  outline: async (text): Promise<Outline> => {
    const lines = countLines(text);
    return { language: 'asciidoc', lines, imports: [], symbols: sections(headingsIn(text), lines) };
  },
});

const HEADING = /^(={1,6}|#{1,6})[ \t]+(\S.*)$/;
/** What begins a block, and ends it when it comes again. */
const DELIMITER = /^(?:([-./=*_+])\1{3,}|```|[|,:!]={3,})$/;
const TITLE_LIMIT = 200;

function headingsIn(text: string): Heading[] {
  const headings: Heading[] = [];
  let block: string | undefined;
  for (const [at, written] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    const line = written.trimEnd();
    if (block !== undefined) {
      if (line === block) block = undefined;
    } else if (DELIMITER.test(line)) block = line;
    else {
      const [, mark = '', title = ''] = HEADING.exec(line.slice(0, TITLE_LIMIT)) ?? [];
      const name = title.endsWith(` ${mark}`) ? title.slice(0, -mark.length).trimEnd() : title;
      const signature = `${mark} ${name}`;
      if (mark) headings.push({ level: mark.length, name, signature, startLine: at + 1, lastLine: at + 1 });
    }
  }
  return headings;
}
