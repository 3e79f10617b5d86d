import { describe, expect, it } from 'vitest';
import { fileText } from '../../../src/optimize/reads/file-text.js';
import { viewHeader } from '../../../src/read/view-header.js';

const file = 'import a from "a";\n\n  export const b = a(1);\n';
const bare = file.trimEnd();
const numbered = (text: string, mark = '→') =>
  text
    .split('\n')
    .map((line, at) => `${String(at + 1).padStart(6)}${mark}${line}`)
    .join('\n');
const header = {
  display: 'src/b.ts',
  lines: 3,
  notes: [],
  whole: 12,
  tokenizer: 'o200k_base',
  tag: 'v:3f9a1c0b2d',
};

describe('fileText', () => {
  it.each([
    ['numbered lines', numbered(bare)],
    ['numbered lines, the last of them empty', numbered(file)],
    ['lines numbered as `cat -n` does it', numbered(bare, '\t')],
    ['a whole file of smart_read', `${viewHeader({ ...header, returned: 12 })}\n${file}`],
  ])('of %s is the file', (_, text) => expect(fileText(text)).toBe(bare));

  it.each([
    ['a text without numbers', file],
    ['numbers that leave one out', numbered(bare).replace('     2→', '     7→')],
    ['numbers that do not begin at 1', numbered(`\n${bare}`).slice(numbered('').length + 1)],
    ['a part of a file', `${viewHeader({ ...header, view: 'outline', returned: 7 })}\n${file}`],
    ['more than the lines', `${numbered(bare)}\n\n<system-reminder>Be careful.</system-reminder>`],
    ['nothing', ''],
  ])('of %s is the text', (_, text) => expect(fileText(text)).toBe(text));
});
