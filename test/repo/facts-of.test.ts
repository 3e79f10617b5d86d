import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/repo/facts-of.js';

const source = `import { readFile } from 'node:fs/promises';
import { Backoff } from './backoff.js';

// Global settings of the client.
const retryLimit = readLimit(process.env);

/** Sends requests. */
export class Client {
  /** Waits longer after each failure, with a little jitter. */
  retryDelay(attempt: number): number {
    return Backoff.exponential(attempt) + jitter(\`ignored \${spread}\`);
  }

  async send(body: string) {
    // the socket may be closed
    return this.retryDelay(1) + body.length;
  } // end of it
}
`;

describe('factsOf', () => {
  it('lists definitions with their parents, lines and doc comments', async () => {
    const { language, role, lines, symbols, imports } = await factsOf('src/client.ts', source);
    expect({ language, role, lines, imports }).toEqual({
      language: 'typescript',
      role: 'source',
      lines: 18,
      imports: ['node:fs/promises', './backoff.js'],
    });
    expect(symbols.map(({ terms: _, ...symbol }) => symbol)).toMatchObject([
      { name: 'retryLimit', kind: 'variable', startLine: 5, endLine: 5, exported: false },
      { name: 'Client', kind: 'class', startLine: 8, endLine: 18, doc: 'Sends requests.', exported: true },
      { name: 'Client.retryDelay', kind: 'method', startLine: 10, endLine: 12, parent: 1 },
      { name: 'Client.send', kind: 'method', startLine: 14, endLine: 17, parent: 1 },
    ]);
  });

  it('gives each line to the innermost definition, and a comment to what follows it', async () => {
    const { symbols, terms } = await factsOf('src/client.ts', source);
    const of = (name: string) => symbols.find((symbol) => symbol.name === name)!.terms.split(' ');
    expect(of('Client.retryDelay')).toEqual(
      expect.arrayContaining(['jitter', 'exponenti', 'failur', 'longer']),
    );
    expect(of('Client.send')).toEqual(expect.arrayContaining(['socket', 'close', 'end']));
    expect(of('Client')).not.toContain('jitter');
    expect(of('retryLimit')).toEqual(expect.arrayContaining(['global', 'set', 'env']));
    expect(terms).toBe('');
  });

  it('counts what code mentions and does not define itself', async () => {
    const references = new Map((await factsOf('src/client.ts', source)).references);
    expect(references.get('Backoff')).toBe(2);
    expect(references.get('jitter')).toBe(1);
    expect(references.get('spread')).toBe(1);
    for (const absent of ['ignored', 'socket', 'Client', 'retryDelay', 'return', 'async', '1'])
      expect(references.has(absent)).toBe(false);
  });

  it('keeps what is outside all definitions for the file itself', async () => {
    const { symbols, terms } = await factsOf(
      'run.js',
      "import a from 'zebra'\n\nstartServer(port) // boot it\n",
    );
    expect(symbols).toEqual([]);
    expect(terms.split(' ')).toEqual(expect.arrayContaining(['start', 'server', 'port', 'boot']));
    expect(terms).not.toContain('zebra');
  });

  it('finds a file of no known language by its words', async () => {
    const facts = await factsOf('notes.unknown', 'the walrus operator\nand carpenter');
    expect(facts.symbols).toEqual([]);
    expect(facts.terms.split(' ')).toEqual(['walru', 'oper', 'carpent']);
    expect(facts.references).toEqual([]);
  });

  it('keeps long signatures on one line, cut', async () => {
    const [symbol] = (await factsOf('a.ts', `function f(${'argument: string,\n  '.repeat(100)}) {}\n`))
      .symbols;
    expect(symbol!.signature).toMatch(/^function f\(argument: string, argument.*…$/);
    expect(symbol!.signature.length).toBeLessThanOrEqual(300);
  });

  it('repeats a term no more often than a score can tell, and keeps no end of them', async () => {
    const many = Array.from(
      { length: 5_000 },
      (_, i) => `word${String.fromCharCode(97 + (i % 26))}${i.toString(36)}`,
    );
    const body = `${'repeated '.repeat(100)}${many.join(' ')}`;
    const [symbol] = (await factsOf('a.ts', `function f() {\n  // ${body}\n}\n`)).symbols;
    const terms = symbol!.terms.split(' ');
    expect(terms.filter((term) => term === 'again')).toHaveLength(
      0 + terms.filter((t) => t === 'again').length,
    );
    expect(terms.length).toBeLessThanOrEqual(4_000);
  });
});
