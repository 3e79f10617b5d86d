import { describe, expect, it } from 'vitest';
import { jobs } from '../../src/compute/jobs.js';
import { outlineText } from '../../src/compute/outline-text.js';
import { stringOf } from '../../src/context/exact-bytes.js';

const source = Array.from(
  { length: 40 },
  (_, k) =>
    `export function load${k}(path: string): Config {\n  const text = readFileSync(path, 'utf8');\n  return parse(text, { retries: ${k}, strict: true });\n}\n`,
).join('\n');

describe('outlineText', () => {
  it('gives the outline of a file in a known language', async () => {
    expect(await outlineText('src/load.ts', source)).toContain(
      '1-4 export function load0(path: string): Config',
    );
  });

  it('gives none where no language is known', async () => {
    expect(await outlineText('src/load.unheard-of', source)).toBeUndefined();
  });

  it('is what the job of optimizing shows of a file that nobody came back to', async () => {
    const call = (id: string, name: string, input: object) => ({
      role: 'assistant',
      content: [{ type: 'tool_use', id, name, input }],
    });
    const answer = (id: string, content: string) => ({
      role: 'user',
      content: [{ type: 'tool_result', tool_use_id: id, content }],
    });
    const turns = Array.from({ length: 9 }, (_, k) => [
      call(`c${k}`, 'Bash', { command: `step ${k}` }),
      answer(`c${k}`, `ok ${k}`),
    ]);
    const messages = [
      { role: 'user', content: 'Go.' },
      call('r', 'Read', { file_path: '/app/load.ts' }),
      answer('r', source),
      ...turns.flat(),
    ];
    const { body, originals } = await jobs.optimize(
      { body: JSON.stringify({ model: 'claude-sonnet-4-5', max_tokens: 9, messages }), level: 'balanced' },
      () => {},
    );
    expect(stringOf(body)).toContain('1-4 export function load0(path: string): Config');
    expect(stringOf(body)).not.toContain('retries: 7');
    expect(originals.map(stringOf)).toEqual([source]);
  });
});
