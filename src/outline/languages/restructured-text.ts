import { countLines } from '../lines.js';
import { defineLanguage, type Outline } from '../outline.js';
import { type Heading, sections } from '../sections.js';

/** By headings: each with the lines of its section, the sections below it as children. */
export const restructuredText = defineLanguage({
  name: 'restructuredtext',
  extensions: ['.rst', '.rest'],
  outline: async (text): Promise<Outline> => {
    const lines = countLines(text);
    return { language: 'restructuredtext', lines, imports: [], symbols: sections(headingsIn(text), lines) };
  },
});

const ADORNMENT = /^([!-/:-@[-`{-~])\1+$/;
/** An underline may be shorter than its title only if it is as long as this. */
const LONG_ENOUGH = 4;
const TITLE_LIMIT = 200;

/** Each style of lines above and below a title is a level, in the order in which they first occur. */
function headingsIn(text: string): Heading[] {
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  const headings: Heading[] = [];
  const styles: string[] = [];
  for (let at = 1; at < lines.length; at++) {
    const under = lines[at]!.trimEnd();
    const title = lines[at - 1]!.trimEnd();
    if (title === '' || !ADORNMENT.test(under) || ADORNMENT.test(title)) continue;
    const isOver = lines[at - 2]?.trimEnd() === under;
    const before = lines[at - (isOver ? 3 : 2)] ?? '';
    const isWide = under.length >= Math.min(title.trim().length, LONG_ENOUGH);
    if (before.trim() !== '' || !isWide || (!isOver && /^\s/.test(title))) continue;
    const style = `${under[0]}${isOver}`;
    if (!styles.includes(style)) styles.push(style);
    const name = title.trim().slice(0, TITLE_LIMIT);
    const startLine = isOver ? at - 1 : at;
    headings.push({ level: styles.indexOf(style) + 1, name, signature: name, startLine, lastLine: at + 1 });
  }
  return headings;
}
