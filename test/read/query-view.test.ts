import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOf } from '../../src/context/handle.js';
import { type ReadView, readView, type TextRequest } from '../../src/read/read-view.js';

function ask(text: string, query: string, options: Partial<TextRequest> = {}): Promise<ReadView> {
  const request = { display: 'src/queue.ts', text, version: hashOf(text), view: 'outline', query } as const;
  return readView({ ...request, ...options });
}

function split({ text }: ReadView): { header: string; body: string } {
  const end = text.indexOf('\n');
  return { header: text.slice(0, end), body: text.slice(end + 1) };
}

/** Lines that are given in full, by their numbers. */
function given(body: string): Map<number, string> {
  return new Map([...body.matchAll(/^(\d+)\t([^\n]*)/gm)].map(([, line, text]) => [Number(line), text!]));
}

const queue = [
  "import { wait } from './wait.js';",
  '',
  '/** Sends what is queued. */',
  'export class Queue {',
  '  private pending: string[] = [];',
  '',
  '  add(item: string): void {',
  '    this.pending.push(item);',
  '  }',
  '',
  '  /** How long to wait before another attempt. */',
  '  private retryDelay(attempt: number): number {',
  '    const backoff = 2 ** attempt * 100;',
  '    return Math.min(backoff, 30_000);',
  '  }',
  '',
  '  async flush(): Promise<void> {',
  '    for (const item of this.pending) {',
  '      await this.send(item);',
  '    }',
  '  }',
  '}',
  '',
  'export function parseItem(text: string): string {',
  '  const trimmed = text.trim();',
  '  return trimmed.toLowerCase();',
  '}',
  '',
].join('\n');

describe('a query on a file', () => {
  it('gives the definition that answers it in full, at its place in the outline', async () => {
    const result = await ask(queue, 'where is the retry delay computed?');
    expect(result.view).toBe('answer');
    const { header, body } = split(result);
    expect(header).toContain(' · answer · 1 in full for the query · ');
    expect(body).toBe(
      [
        '1 import ./wait.js: wait',
        '4-22 export class Queue  // Sends what is queued.',
        '5   private pending: string[] = []',
        '7-9   add(item: string): void { … 1 line }',
        '12\t  private retryDelay(attempt: number): number {',
        '13\t    const backoff = 2 ** attempt * 100;',
        '14\t    return Math.min(backoff, 30_000);',
        '15\t  }',
        '17-21   async flush(): Promise<void> { … 3 lines }',
        '24-27 export function parseItem(text: string): string { … 2 lines }',
      ].join('\n'),
    );
  });

  it('finds words of a body, of a doc comment, and parts of a name', async () => {
    const found = async (query: string): Promise<number[]> => [
      ...given(split(await ask(queue, query)).body).keys(),
    ];
    expect(await found('lower case')).toEqual([24, 25, 26, 27]);
    expect(await found('another attempt')).toEqual([12, 13, 14, 15]);
    expect(await found('parse')).toEqual([24, 25, 26, 27]);
  });

  it('that nothing matches gives the outline, and says so', async () => {
    const result = await ask(queue, 'database migrations');
    expect(result.view).toBe('outline');
    const { header, body } = split(result);
    expect(header).toContain(' · no definition matches the query · ');
    expect(body).toBe(split(await ask(queue, '', { view: 'outline' })).body);
    expect((await ask('a\nb\n'.repeat(50), 'b', { display: 'a.txt' })).view).toBe('outline');
  });

  it('changes nothing where a small file is given whole, or a part of it is named', async () => {
    expect(split(await ask(queue, 'retry delay', { view: 'auto' })).body).toBe(queue);
    expect((await ask(queue, 'retry delay', { view: 'full' })).view).toBe('full');
    expect((await ask(queue, 'retry delay', { view: 'auto', lines: '1-2' })).view).toBe('lines');
    expect((await ask(queue, 'retry delay', { view: 'auto', symbol: 'add' })).view).toBe('symbol');
  });

  it('is answered although the reader holds this version, or an older one', async () => {
    const same = await ask(queue, 'retry delay', { since: { version: hashOf(queue) } });
    expect(same.view).toBe('answer');
    expect(split(same).header).toContain('unchanged since v:');
    const older = queue.replace('30_000', '10_000');
    const since = { version: hashOf(older), text: older };
    const changed = await ask(queue, 'retry delay', { since });
    expect(changed.view).toBe('answer');
    expect(split(changed).header).toContain(' changed since v:');
  });

  it('gives CRLF lines as they are', async () => {
    const { body } = split(await ask(queue.replaceAll('\n', '\r\n'), 'retry delay'));
    expect(body).toContain('13\t    const backoff = 2 ** attempt * 100;\r\n14\t    return');
  });

  it('cuts the best match if it must, and leaves later ones to the outline', async () => {
    const many = (name: string, word: string, lines: number): string =>
      `function ${name}() {\n${Array.from({ length: lines }, (_, i) => `  ${word}(${i});`).join('\n')}\n}\n`;
    const text = `${many('compress', 'deflate', 900)}${many('inflateAll', 'inflate', 400)}${many('unpack', 'inflate', 4)}`;
    const cut = await ask(text, 'compress deflate', { budget: 1000 });
    expect(split(cut).body).toMatch(/\[cut to fit the budget; the rest: lines:"\d+-902"\]\n903-/);
    const both = await ask(text, 'inflate', { budget: 1000 });
    expect(split(both).body).toContain('inflate(3)');
    for (const read of [cut, both]) expect(read.tokens.returned).toBeLessThanOrEqual(1000);
  });

  it('shows nothing but lines of the file, within the budget, whatever is asked of what', async () => {
    const room = path.resolve(import.meta.dirname, '../../src');
    const files = ['read', 'store', 'outline/ecmascript', 'tokens'].flatMap((folder) =>
      readdirSync(path.join(room, folder))
        .filter((name) => name.endsWith('.ts'))
        .map((name) => path.join(room, folder, name)),
    );
    const words = fc.array(
      fc.constantFrom(
        'budget',
        'tokens',
        'lines',
        'symbol',
        'retry',
        'original',
        'hash',
        'path',
        'error',
        'count',
        'é',
      ),
      { minLength: 1, maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        words,
        fc.integer({ min: 200, max: 4000 }),
        fc.boolean(),
        async (file, query, budget, crlf) => {
          const written = readFileSync(file, 'utf8');
          const text = crlf ? written.replaceAll('\n', '\r\n') : written;
          const read = await ask(text, query.join(' '), { budget });
          const lines = text.split('\n');
          const { body } = split(read);
          const note = /^\[cut to fit the budget; (?:the rest|\d+ definitions? more)/m;
          for (const [line, shown] of given(body)) {
            if (shown === lines[line - 1]) continue;
            // within a line only the first is cut, and a note tells so
            expect(lines[line - 1]!.startsWith(shown)).toBe(true);
            expect(body).toMatch(note);
          }
          expect(read.tokens.returned).toBeLessThanOrEqual(budget);
          if (read.view === 'answer') expect(given(body).size).toBeGreaterThan(0);
        },
      ),
      { numRuns: 150 },
    );
  });
});
