import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutlineSymbol } from '../../src/outline/outline.js';
import { outlineOf } from '../../src/outline/outline-of.js';
import { renderOutline } from '../../src/outline/render-outline.js';

const SHOWN = 500;
const LIMIT = 300;

async function symbolsOf(text: string): Promise<readonly OutlineSymbol[]> {
  return (await outlineOf('a.log', text)).symbols;
}

async function signaturesOf(text: string, kind: string): Promise<string[]> {
  return (await symbolsOf(text)).filter((symbol) => symbol.kind === kind).map(({ signature }) => signature);
}

describe('a log', () => {
  const word = fc.constantFrom(
    'job',
    'user',
    'cache',
    'took',
    '12',
    '7f3a9',
    'ms',
    'started',
    '=',
    '\tat x',
    '"b"',
  );
  const telling = fc.constantFrom(
    'ERROR',
    'Warning:',
    'fatal',
    'java.io.IOException',
    'Traceback (most recent call last):',
    'panic:',
    'failed',
    'HTTP/1.1" 503 17',
  );
  const plain = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(' '));
  const line = fc.oneof(
    { weight: 3, arbitrary: plain.map((text) => ({ text, tells: false })) },
    {
      weight: 1,
      arbitrary: fc.tuple(plain, telling, plain).map((parts) => ({ text: parts.join(' '), tells: true })),
    },
  );

  it('has every line that tells of an error or a warning, or counts it', async () => {
    const lines = fc.oneof(
      fc.array(line, { maxLength: 40 }),
      fc.array(line, { minLength: 2_200, maxLength: 2_600, size: 'max' }),
    );
    await fc.assert(
      fc.asyncProperty(lines, async (written) => {
        const texts = written.map(({ text }) => text);
        const errors = (await symbolsOf(texts.join('\n'))).filter(({ kind }) => kind === 'error');
        const shown = new Map(errors.map((symbol) => [symbol.startLine, symbol.signature.split('\n')[0]]));
        const rest = errors.find(({ name }) => name === '…');
        const left = rest ? Number(/^… (\d+) more/.exec(rest.signature)?.[1]) : 0;
        const telling = written.flatMap(({ text, tells }, at) =>
          tells ? [[at + 1, text.trimEnd()] as const] : [],
        );
        const missing = telling.filter(([at, text]) => shown.get(at) !== text.slice(0, LIMIT));
        expect(errors.length - (rest ? 1 : 0) + left).toBe(telling.length);
        expect(missing.length).toBe(left);
        if (left > 0) expect(telling.length - left).toBe(SHOWN);
      }),
      { numRuns: 60 },
    );
  });

  it('counts each of its other lines in a kind', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(plain, { minLength: 1, maxLength: 60 }), async (texts) => {
        const kinds = await signaturesOf(texts.join('\n'), 'template');
        const counts = kinds.map((said) => Number(/^(?:× |… )(\d+) /.exec(said)?.[1] ?? 1));
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(texts.length);
      }),
    );
  });

  it('shows the first error of each kind before further ones, whatever their number', async () => {
    const many = Array.from({ length: 2_000 }, (_, i) => `10:00:00 ERROR job ${i} stopped`);
    const errors = await signaturesOf([...many, '10:00:01 FATAL disk is full'].join('\n'), 'error');
    expect(errors.slice(0, 3)).toEqual([many[0], '10:00:01 FATAL disk is full', many[1]]);
    expect(errors.at(-1)).toBe('… 1501 more lines of errors or warnings');
    expect(errors).toHaveLength(SHOWN + 1);
  });

  it('keeps words apart that make a difference in short lines', async () => {
    const text = 'login enabled\nlogin disabled\nlogin enabled\n';
    expect(await signaturesOf(text, 'template')).toEqual(['× 2 login enabled', 'login disabled']);
  });

  it('cuts long lines, and says so', async () => {
    const [error] = await signaturesOf(`error ${'x'.repeat(1_000)}\n`, 'error');
    expect(error).toBe(`error ${'x'.repeat(294)}… 706 more characters`);
  });

  it('shows a stack trace once, up to ten lines', async () => {
    const trace = `Error: no\n${'    at f (a.js:1:2)\n'.repeat(14)}`;
    expect(
      renderOutline(await outlineOf('a.log', trace + trace))
        .split('\n')
        .slice(2),
    ).toEqual([
      '1-15 Error: no',
      ...Array(9).fill('  at f (a.js:1:2)'),
      '  at f (a.js:1:2) … 4 lines',
      '16-30 Error: no … 14 lines',
    ]);
  });

  it('is known by the times in its lines', async () => {
    const text = 'Jun 14 15:16:01 combo sshd[19939]: check pass\n'.repeat(20);
    expect((await outlineOf('messages', text)).language).toBe('log');
    expect((await outlineOf('app.log.1', 'a\n')).language).toBe('log');
    expect((await outlineOf('notes.txt', 'At 10:00:00 we met.\nThen we talked.\nAnd left.\n')).language).toBe(
      'text',
    );
    expect((await outlineOf('a.ts', '// 10:00:00\n'.repeat(20))).language).toBe('typescript');
  });
});
