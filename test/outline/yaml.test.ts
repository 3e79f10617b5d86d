import { describe, expect, it } from 'vitest';
import { outlineOf } from '../../src/outline/outline-of.js';
import { renderOutline } from '../../src/outline/render-outline.js';

async function outline(text: string): Promise<string> {
  return renderOutline(await outlineOf('a.yaml', text));
}

async function noteOf(text: string): Promise<string | undefined> {
  return (await outlineOf('a.yaml', text)).note;
}

describe('YAML by its shape', () => {
  it('never expands aliases', async () => {
    const levels = Array.from({ length: 30 }, (_, i) => {
      const below = i === 0 ? 'lol' : `*a${i - 1}`;
      return `a${i}: &a${i} [${Array(9).fill(below).join(', ')}]`;
    });
    const lines = (await outline(levels.join('\n'))).split('\n');
    expect(lines).toHaveLength(30);
    expect(lines[1]).toBe('2 a1: &a1 [9 × alias], first *a0');
  });

  it('shows the list or the value that a file is', async () => {
    expect(await outline('- a\n- b\n')).toBe('1-2 value: [2 × string], first a');
    expect(await outline('just text\n')).toBe('1 value: just text');
    expect(await outline('')).toBe('');
    expect(await outline('# nothing but a comment\n')).toBe('');
  });

  it('tells types as the core schema does', async () => {
    const values = ['1', '0x1F', '1e3', '.inf', 'true', 'null', '2024-01-02', 'text', '"1"', '1.2.3', 'yes'];
    expect(await outline(`- ${values.join('\n- ')}`)).toBe(
      '1-11 value: [11 × number | boolean | null | date | string], first 1',
    );
  });

  it('takes a comment for the doc of the next key only if it stands right before it', async () => {
    const text = '# License text.\n\na: 1\n# Of b.\n# More.\nb: 2\nc: 3 # behind\nd: 4\n# e: off\nf: 5\n';
    expect((await outline(text)).split('\n')).toEqual([
      '3 a: 1',
      '6 b: 2  // Of b.',
      '7 c: 3',
      '8 d: 4',
      '10 f: 5',
    ]);
  });

  it('opens the first two of many documents, and says what the others are', async () => {
    const documents = Array.from(
      { length: 20 },
      (_, i) => `kind: Role\nmetadata:\n  name: r${i}\nspec:\n  a: 1\n`,
    );
    const lines = (await outline(documents.join('---\n'))).split('\n');
    expect(lines[0]).toBe('1-5 document 1: {3 keys}, kind: Role, metadata.name: r0');
    expect(lines.filter((line) => line.includes('document '))).toHaveLength(20);
    expect(lines.at(-1)).toBe('115-119 document 20: {3 keys}, kind: Role, metadata.name: r19');
    expect(lines.filter((line) => line.includes('spec:'))).toHaveLength(2);
  });

  it('sees through the directives of templates', async () => {
    const text =
      'name: {{ .Values.name }}\n{{- if .Values.on }}\nports:\n  - {{ .Values.port }}\n{{- end }}\nlast: 1\n';
    expect(await outline(text)).toBe(
      ['1 name: {{ .Values.name }}', '3-4 ports: [1 × string], first {{ .Values.port }}', '6 last: 1'].join(
        '\n',
      ),
    );
    expect(await noteOf(text)).toBeUndefined();
  });

  it.each([
    ['a: [1, 2', 1],
    ['a: 1\nb: "x\n', 2],
    ['a: 1\nnot a key\nb: 2', 2],
    ['a:\n  b: 1\n c: 2\n', 3],
  ])('says from where on %j is no YAML', async (text, line) => {
    expect(await noteOf(text)).toBe(`not valid YAML from line ${line} on`);
    expect(await outline(text)).toContain('a: ');
  });

  it('reads so much of a very long file, and says so', async () => {
    const { note, symbols } = await outlineOf('a.yaml', 'key: 1\n'.repeat(300_000));
    expect(note).toMatch(/^too long to be read whole: nothing from line \d+ on is shown$/);
    expect(symbols.length).toBeGreaterThan(1);
  });

  it('opens unlike values of a wide map, and of alike ones the first two', async () => {
    const unlike = Array.from({ length: 20 }, (_, i) => `k${i}:\n  only${i}: 1`).join('\n');
    expect((await outline(unlike)).split('\n')).toHaveLength(40);
    const alike = Array.from({ length: 20 }, (_, i) => `k${i}:\n  both: 1`).join('\n');
    expect((await outline(alike)).split('\n')).toHaveLength(22);
  });

  it('describes an OpenAPI document by its paths and their methods', async () => {
    const text = [
      'openapi: 3.1.0',
      'paths:',
      '  /pets:',
      '    get:',
      '      summary: All pets',
      '      responses:',
      "        '200': {description: ok}",
      '    post:',
      '      summary: A new pet',
    ].join('\n');
    expect(await outline(text)).toBe(
      [
        '1 openapi: 3.1.0',
        '2-9 paths: {1 key}',
        '3-9   /pets: {2 keys}',
        '4-7     get: {2 keys}',
        '5       summary: All pets',
        '6-7       responses: {1 key}',
        '7         200: {1 key}',
        '7           description: ok',
        '8-9     post: {1 key}',
        '9       summary: A new pet',
      ].join('\n'),
    );
  });
});
