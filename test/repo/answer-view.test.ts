import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AnswerFile, answerView } from '../../src/repo/answer-view.js';
import { factsOf } from '../../src/repo/facts-of.js';
import { matchSymbols } from '../../src/repo/match-symbols.js';
import { rankSymbols } from '../../src/repo/rank-symbols.js';
import { searchQuery } from '../../src/repo/search-query.js';
import { tokenizerFor } from '../../src/tokens/tokenizer-for.js';

const sources: Readonly<Record<string, string>> = {
  'src/client.ts': `import { jitter } from './random.js';

/** Talks to the service. */
export class Client {
  /** Doubles the delay before each retry, up to a minute. */
  retryDelay(attempt: number): number {
    const delay = Math.min(60_000, 100 * 2 ** attempt);
    return delay + jitter(delay);
  }

  send(body: string): void {
    this.socket.write(body);
  }
}
`,
  'src/random.ts': `/** A random part of a delay, so that clients do not retry all at once. */
export function jitter(delay: number): number {
  return Math.random() * delay;
}

export function shuffle(list: unknown[]): void {
  list.sort(() => Math.random() - 0.5);
}
`,
  'src/options.ts': `export const retryDelayDefault = 100;
export interface RetryOptions { delay: number }
`,
  'test/client.test.ts': `function testRetryDelay() {
  // the retry delay is computed
  const client = new Client();
  expect(client.retryDelay(1)).toBe(200);
  expect(client.retryDelay(2)).toBe(400);
}
`,
};

async function read(texts: Readonly<Record<string, string>> = sources): Promise<AnswerFile[]> {
  return Promise.all(
    Object.entries(texts).map(async ([path, text]) => ({ path, text, facts: await factsOf(path, text) })),
  );
}

/** Statistics as an index of just these files has them. */
function ranked(query: string, files: readonly AnswerFile[]) {
  const asked = searchQuery(query);
  const terms = [...asked.terms];
  const rows = files.flatMap(({ facts }) => facts.symbols);
  const holders = new Map(
    terms.map((term) => [term, rows.filter((row) => row.terms.split(' ').includes(term)).length]),
  );
  const scored = files.map((file) => ({ ...file, score: 1 / files.length }));
  return rankSymbols(asked, scored, matchSymbols(terms, files, { rows: rows.length, holders }));
}

function nameOf(files: readonly AnswerFile[], { path, symbol }: { path: string; symbol: number }): string {
  return files.find((file) => file.path === path)!.facts.symbols[symbol]!.name;
}

describe('rankSymbols', () => {
  it('gives probabilities that add up to 1, in falling order, whatever the order of the files', async () => {
    const files = await read();
    const words = fc.constantFrom(
      'retry',
      'delay',
      'socket',
      '`Client.send`',
      'random',
      'jitter()',
      'zebra',
      'is',
      'test',
    );
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 6 }), (asked) => {
        const scores = ranked(asked.join(' '), files).map(({ score }) => score);
        if (scores.length > 0) expect(scores.reduce((sum, score) => sum + score, 0)).toBeCloseTo(1, 9);
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
        expect(ranked(asked.join(' '), files.toReversed()).map(({ score }) => score)).toEqual(scores);
      }),
    );
  });

  it.each([
    ['where is the retry delay computed', 'Client.retryDelay'],
    ['how are lists put in random order', 'shuffle'],
    ['what keeps clients from retrying all at once', 'jitter'],
    ['what is written to the socket', 'Client.send'],
    ['which test covers the retry delay', 'testRetryDelay'],
    ['what does `shuffle` do about the retry delay', 'shuffle'],
    ['is Client.send called on retry delay', 'Client.send'],
  ])('%s: %s', async (query, name) => {
    const files = await read();
    const [best] = ranked(query, files);
    expect(nameOf(files, best!)).toBe(name);
  });

  it('ranks what a good answer calls before what nothing calls', async () => {
    const helper = (name: string) => `export function ${name}(wire) {\n  wire.a();\n  wire.b();\n}\n`;
    const files = await read({
      'src/a.ts': helper('first'),
      'src/b.ts': helper('second'),
      'src/send.ts': '/** Sends a telegram over the wire. */\nexport function send(w) {\n  second(w);\n}\n',
    });
    const names = ranked('telegram wire', files).map((one) => nameOf(files, one));
    expect(names).toEqual(['send', 'second', 'first']);
  });

  it('finds what another form of a word says', async () => {
    const files = await read({
      'src/a.ts': 'export function openConn(peer) {\n  return peer.dial();\n}\n',
      'src/c.ts': 'export function paint(list) {\n  list.draw();\n}\n',
    });
    const names = (query: string) => ranked(query, files).map((one) => nameOf(files, one));
    expect(names('authenticated connection')[0]).toBe('openConn');
  });

  it('ranks a word itself before another form of it', async () => {
    const files = await read({
      'src/a.ts': 'export function config(x) {\n  return x;\n}\n',
      'src/b.ts': 'export function configuration(x) {\n  return x;\n}\n',
    });
    const names = ranked('the configuration', files).map((one) => nameOf(files, one));
    expect(names).toEqual(['configuration', 'config']);
  });

  it('finds nothing where no word occurs', async () => {
    expect(ranked('zebra crossing', await read())).toEqual([]);
    expect(ranked('how is it', await read())).toEqual([]);
  });

  it('does not depend on the order of files', async () => {
    const files = await read();
    const query = 'retry delay of the client';
    expect(ranked(query, [...files].reverse())).toEqual(ranked(query, files));
  });
});

describe('answerView', () => {
  it('gives the best definitions in full, with names and lines, and the next by their signatures', async () => {
    const files = await read();
    const query = 'where is the retry delay computed';
    const symbols = [
      { path: 'src/client.ts', symbol: 1, score: 0.1 },
      { path: 'src/random.ts', symbol: 0, score: 0.008 },
      { path: 'src/random.ts', symbol: 1, score: 0.001 },
    ];
    const { text, tokens, shown } = answerView({ display: 'repo', query, symbols, files });
    expect(shown).toEqual([symbols[0]]);
    expect(text).toBe(
      [
        `repo/ · answer to "${query}" · 1 in full, 1 more named · ${tokens} tokens (o200k_base)`,
        'src/client.ts',
        'Client.retryDelay · method, lines 6-9:',
        '  retryDelay(attempt: number): number {',
        '    const delay = Math.min(60_000, 100 * 2 ** attempt);',
        '    return delay + jitter(delay);',
        '  }',
        'less likely, by their signatures:',
        'src/random.ts',
        '2-4 export function jitter(delay: number): number',
        '',
      ].join('\n'),
    );
  });

  it('says so where nothing matches', async () => {
    const view = answerView({ display: 'repo', query: 'zebra', symbols: [], files: await read() });
    expect(view.text).toMatch(
      /^repo\/ · answer to "zebra" · nothing matches: try other words, .* · \d+ tokens \(o200k_base\)\n$/,
    );
    expect(view.shown).toEqual([]);
  });

  it('says of what matches and does not fit that it does not fit', async () => {
    const files = await read();
    const view = (budget: number) =>
      answerView({
        display: 'repo',
        query: 'retry delay',
        symbols: ranked('retry delay', files),
        files,
        budget,
      });
    expect(view(10).text).toContain('does not fit: give a larger budget');
    const begun = view(75).text;
    expect(begun).not.toContain('nothing matches');
    expect(begun).toMatch(/in part|named|does not fit/);
  });

  it('finds a name that is made of a question’s common words', async () => {
    const files = await read({ 'src/path.ts': 'export function after(): number {\n  return 1;\n}\n' });
    const query = 'after';
    const view = answerView({ display: 'repo', query, symbols: ranked(query, files), files });
    expect(view.text).toContain('export function after()');
  });

  it('says where it cut a definition that is too long, and where the rest is', async () => {
    const body = Array.from({ length: 300 }, (_, i) => `  total += retryDelay(${i}, 'attempt ${i}');`).join(
      '\n',
    );
    const files = await read({ 'long.ts': `export function delays() {\n  let total = 0;\n${body}\n}\n` });
    const query = 'retry delay';
    const view = answerView({ display: 'r', query, symbols: ranked(query, files), files, budget: 400 });
    expect(view.tokens).toBeLessThanOrEqual(400);
    expect(view.shown).toEqual([]);
    const [, last] = /total \+= retryDelay\((\d+), [^\n]*\n\[cut/.exec(view.text)!;
    // the number in the line is its own, less three
    expect(view.text).toContain(
      `[cut to fit the budget; the rest: path:"long.ts" lines:"${Number(last) + 4}-303"]`,
    );
  });

  it('shows a small class once, and of a large one the member that matches', async () => {
    const member = (name: string, words: string) => `  ${name}() {\n    return '${words}';\n  }\n`;
    const many = Array.from({ length: 20 }, (_, i) => member(`other${i}`, 'nothing of it')).join('\n');
    const files = await read({
      'small.ts': `class Zebra {\n${member('stripes', 'zebra stripes')}}\n`,
      'large.ts': `class ZebraHerd {\n${many}${member('graze', 'zebra grass')}}\n`,
    });
    const query = 'zebra';
    const { shown, text } = answerView({ display: 'r', query, symbols: ranked(query, files), files });
    const names = shown.map((one) => nameOf(files, one));
    expect(names).not.toContain('ZebraHerd');
    expect(names).toContain('ZebraHerd.graze');
    expect(text.match(/zebra stripes/g)).toHaveLength(1);
  });

  it('never exceeds the budget, and every body is the file’s own lines', async () => {
    const files = await read();
    const words = fc.subarray(['retry', 'delay', 'client', 'random', 'socket', 'jitter', 'list', 'test'], {
      minLength: 1,
    });
    fc.assert(
      fc.property(words, fc.integer({ min: 80, max: 2_000 }), (query, budget) => {
        const symbols = ranked(query.join(' '), files);
        const view = answerView({ display: 'r', query: query.join(' '), symbols, files, budget });
        expect(view.tokens).toBeLessThanOrEqual(budget);
        expect(tokenizerFor().count(view.text)).toBe(view.tokens);
        for (const { path, symbol } of view.shown) {
          const { text, facts } = files.find((file) => file.path === path)!;
          const { name, kind, startLine, endLine } = facts.symbols[symbol]!;
          const span = startLine === endLine ? `line ${startLine}` : `lines ${startLine}-${endLine}`;
          const lines = text
            .split('\n')
            .slice(startLine - 1, endLine)
            .join('\n');
          expect(view.text).toContain(`${name} · ${kind}, ${span}:\n${lines}\n`);
        }
      }),
    );
  });

  it('leaves out what its files do not have', async () => {
    const files = await read();
    const symbols = [
      { path: 'gone.ts', symbol: 0, score: 9 },
      { path: 'src/random.ts', symbol: 99, score: 8 },
      { path: 'src/random.ts', symbol: 1, score: 7 },
    ];
    const view = answerView({ display: 'r', query: 'q', symbols, files });
    expect(view.shown).toEqual([symbols[2]]);
    expect(view.text).not.toContain('gone.ts');
  });
});
