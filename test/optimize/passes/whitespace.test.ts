import { describe, expect, it } from 'vitest';
import { whitespace } from '../../../src/optimize/passes/whitespace.js';
import { passContract, result, textsAfter } from '../../contracts/pass.js';

const table = Array.from({ length: 20 }, (_, k) => `row ${k}${' '.repeat(61)}\n\n\n`).join('');

passContract(whitespace, { 'a padded table': [result('a', table)] });

describe('whitespace', () => {
  const tidied = (text: string, tool = {}) => textsAfter(whitespace, [result('a', text, tool)])[0];

  it('removes blanks at line ends and all but one blank line', () => {
    expect(tidied('one   \t\n  \n\n\t\n  two \r\n')).toBe('one\n\n  two\r\n');
  });

  it.each([
    ['a diff', 'diff --git a/x b/x\n@@ -1,3 +1,3 @@\n \n-a   \n+a\n \n'],
    ['fenced code', 'Text:\n```python\nx = 1   \n\n\ny = 2\n```'],
    ['hard breaks of Markdown', '# Title\nfirst line  \nsecond line'],
  ])('leaves %s alone', (_, text) => {
    expect(tidied(text)).toBe(text);
  });

  it('leaves a file alone, because an edit must match its lines', () => {
    const file = 'a:   \n\n\n\nb:     \n';
    expect(tidied(file, { name: 'Bash', input: { command: 'cat a.yml' } })).toBe(file);
    expect(tidied(file, { name: 'Bash', input: { command: 'make' } })).toBe('a:\n\nb:\n');
  });

  it('keeps the blanks in which the sides of a comparison may differ', () => {
    const text = [
      '- Expected   ',
      '+ Received   ',
      '',
      '- hello   ',
      '+ hello',
      'E         - a      ',
      "    Received: 'a'   ",
      '',
    ].join('\n');
    expect(tidied(text)).toBe(text);
  });
});
