import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLI, type Connection, connectStdio, edges, serverEnv, temporaryFolder } from './connect.js';

const MIB = 1024 * 1024;

/** A request in which a tool printed each of these. */
function printed(...outputs: readonly unknown[]): unknown[] {
  return [
    { role: 'user', content: 'Go on.' },
    ...outputs.flatMap((content, at) => [
      {
        role: 'assistant',
        content: [{ type: 'tool_use', id: `t${at}`, name: 'Bash', input: { command: `run ${at}` } }],
      },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: `t${at}`, content }] },
    ]),
  ];
}

function withSchema(schema: unknown): string {
  const tools = [{ name: 'build', description: 'Builds it.', input_schema: schema }];
  return JSON.stringify({
    model: 'claude-sonnet-4-5',
    tools,
    messages: [{ role: 'user', content: 'Build.' }],
  });
}

const turn = (n: number) =>
  [
    {
      type: 'assistant',
      uuid: `a${n}`,
      message: {
        role: 'assistant',
        content: [{ type: 'tool_use', id: `t${n}`, name: 'Bash', input: { command: `run ${n}` } }],
      },
    },
    {
      type: 'user',
      uuid: `u${n}`,
      message: {
        role: 'user',
        content: [
          {
            type: 'tool_result',
            tool_use_id: `t${n}`,
            content: `done ${n}\n${'\u001b[32mok\u001b[0m step\n'.repeat(40)}`,
          },
        ],
      },
    },
  ].map((line) => JSON.stringify(line));
const TRANSCRIPT = Array.from({ length: 50 }, (_, n) => turn(n)).flat();

/** Letters without any pattern, the same in every run. */
function noise(alphabet: string, length: number): string {
  let state = 1;
  return Array.from({ length }, () => {
    state = Math.imul(state, 1_664_525) + 1_013_904_223;
    return alphabet[(state >>> 16) % alphabet.length];
  }).join('');
}

/** As `cat image.png` prints it. */
const BINARY = noise(Buffer.from(Array.from({ length: 256 }, (_, at) => at)).toString('latin1'), 60_000);
const DEEP = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
const UNKNOWN = Array.from(
  { length: 10_000 },
  (_, n) => `[ctxopt: 3 lines, ctx:${n.toString(16).padStart(12, '0')}]`,
);
const cyclic = {
  type: 'object',
  properties: { next: { $ref: '#' } },
  $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } },
};
const enormous = {
  type: 'object',
  properties: Object.fromEntries(
    Array.from({ length: 20_000 }, (_, n) => [
      `p${n}`,
      { type: 'string', description: `what parameter ${n} is` },
    ]),
  ),
};

/** What nothing can be taken out of: it comes back as it is, to the byte. */
const UNCHANGED: Readonly<Record<string, string>> = {
  'letters.json': JSON.stringify(printed('a'.repeat(200_000), 'b'.repeat(200_000))),
  'binary.json': JSON.stringify(printed(BINARY)),
  // Written as escapes, since no file in UTF-8 can hold them.
  'surrogates.json': JSON.stringify(
    printed('\ud800'.repeat(5000), noise('\ud800\udbff\udc00\udfff ab', 5000)),
  ),
  'deep.json': JSON.stringify(printed(DEEP, '['.repeat(100_000))),
  'cyclic.json': withSchema(cyclic),
  'enormous.json': withSchema(enormous),
  'many.json': JSON.stringify(
    Array.from({ length: 30_000 }, (_, n) => ({ role: n % 2 ? 'assistant' : 'user', content: `say ${n}` })),
  ),
  'handles.txt': UNKNOWN.join('\n'),
  'line.txt': `const word = "${noise('abcdefghij ', 1_000_000)}";`,
};

/** What is not what it looks like: the error names the place. */
const MALFORMED: Readonly<Record<string, readonly [body: string, place: string]>> = {
  'cut.json': ['{"messages": [{"role": "user", "content": ', 'line 1, column 43'],
  'comma.json': ['[{"role":"user","content":"a"},\n]', 'line 2, column 1'],
  'control.json': ['[{"role":"user","content":"a\u0001"}]', 'line 1, column 29'],
  'shape.json': ['[{"role":"user","content":"a"},\n {"role":"user","content":7}]', 'line 2, column 27'],
  'nested.json': [`[{"role":"user","content":"a","more":${'['.repeat(100_000)}`, 'line 1'],
};

/** Contexts that no client should send. Each is answered by an error that says why, or comes back as it was. */
describe('bad contexts', () => {
  let folder: string;
  let remove: () => Promise<void>;
  let server: Connection;

  beforeAll(async () => {
    ({ folder, remove } = await temporaryFolder());
    for (const [name, body] of Object.entries(UNCHANGED)) await writeFile(path.join(folder, name), body);
    for (const [name, [body]] of Object.entries(MALFORMED)) await writeFile(path.join(folder, name), body);
    await writeFile(path.join(folder, 'large.log'), Buffer.alloc(65 * MIB, 'INFO a line of the log\n'));
    await writeFile(
      path.join(folder, 'large.json'),
      Buffer.concat([Buffer.from('['), Buffer.alloc(21 * MIB, '7,'), Buffer.from('7]')]),
    );
    await writeFile(
      path.join(folder, 'image.png'),
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]),
    );
    server = await connectStdio('legacy', { cwd: folder });
  });
  afterAll(async () => {
    await server?.close();
    await remove();
  });

  /** Standard output is kept as bytes: some of it is no UTF-8. */
  function ctxopt(
    args: readonly string[],
    input: string | Buffer = '',
    env: Readonly<Record<string, string>> = {},
  ): Promise<{ code: number | null; out: Buffer; err: string }> {
    const child = spawn(process.execPath, [CLI, ...args], { cwd: folder, env: serverEnv(env) });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    // It may refuse its input before all of it is written.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    return new Promise((resolve) => {
      child.once('close', (code) =>
        resolve({ code, out: Buffer.concat(out), err: Buffer.concat(err).toString() }),
      );
    });
  }

  describe.each(Object.keys(UNCHANGED))('%s', (name) => {
    it('comes back from the command line as it was', async () => {
      const { code, out, err } = await ctxopt(['optimize', name]);
      expect(err).toMatch(/^Unchanged /);
      expect(out.equals(await readFile(path.join(folder, name)))).toBe(true);
      expect(code).toBe(0);
    });

    it('is optimized, analyzed and compared by a server', async () => {
      const optimized = await server.call('optimize_context', { path: name });
      expect(optimized).toMatchObject({ isError: false });
      expect(optimized.figures.after).toBe(optimized.figures.before);
      const analyzed = await server.call('analyze_context', { path: name });
      expect(analyzed).toMatchObject({ isError: false });
      expect(analyzed.text).toMatch(/^\S+: [\d,]+ messages?, [\d,]+ parts?, /);
      const compared = await server.call('compare_before_after', {
        before: { path: name },
        after: { path: name },
      });
      expect(compared).toMatchObject({ isError: false });
      expect(compared.text).toMatch(/^Verdict: safe\./);
    });
  });

  describe.each(Object.entries(MALFORMED))('%s', (name, [, place]) => {
    it.each(['optimize', 'analyze'])('is refused by %s, which names the place', async (command) => {
      const answer = await server.call(`${command}_context`, { path: name });
      expect(answer).toMatchObject({ isError: true });
      expect(answer.text).toMatch(/^invalid_input: /);
      expect(answer.text).toContain(place);
      const { code, out, err } = await ctxopt([command, name]);
      expect({ code, out: out.toString() }).toEqual({ code: 2, out: '' });
      expect(err).toBe(`${answer.text}\n`);
    });

    it('is compared as the text it is', async () => {
      const answer = await server.call('compare_before_after', {
        before: { path: name },
        after: 'none of it',
      });
      expect(answer.text).toMatch(/^Verdict: /);
    });
  });

  it.each([
    [
      'begins and ends within a line',
      [TRANSCRIPT[0]!.slice(40), ...TRANSCRIPT.slice(1, -1), TRANSCRIPT.at(-1)!.slice(0, 60)],
    ],
    [
      'has half a line wherever a client died',
      TRANSCRIPT.map((line, at) => (at % 5 === 4 ? line.slice(0, line.length / 2) : line)),
    ],
  ])('a transcript that %s is optimized, and the rest of it is as it was', async (_, lines) => {
    await writeFile(path.join(folder, 'half.jsonl'), lines.join('\n'));
    const { code, out, err } = await ctxopt(['optimize', 'half.jsonl']);
    expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(/^Optimized .* fewer\)/) });
    const after = out.toString().split('\n');
    expect(after).toHaveLength(lines.length);
    const isWhole = (line: string) => TRANSCRIPT.includes(line);
    expect(after.filter((line, at) => line !== lines[at] && !isWhole(lines[at]!))).toEqual([]);
    expect((await server.call('analyze_context', { path: 'half.jsonl' })).text).toMatch(
      /^claude-code-transcript: /,
    );
  });

  it('half lines alone are refused, by the place of the first', async () => {
    const halves = TRANSCRIPT.map((line) => line.slice(0, line.length / 2));
    await writeFile(
      path.join(folder, 'halves.jsonl'),
      `${TRANSCRIPT[0]!.replace('assistant', 'summary')}\n${halves.join('\n')}`,
    );
    const answer = await server.call('optimize_context', { path: 'halves.jsonl' });
    if (answer.isError) expect(answer.text).toMatch(/^invalid_input: .*\(line 2, column \d+\)/);
    else expect(answer.figures.format).toBe('text');
  });

  it('what is too large is refused at once, with what to do', async () => {
    for (const args of [{ path: 'large.log' }, { content: 'a', path: 'large.log' }]) {
      const answer = await server.call('optimize_context', args);
      expect(answer).toMatchObject({ isError: true });
    }
    const file = await server.call('analyze_context', { path: 'large.log' });
    expect(file.text).toMatch(
      /^too_large: large\.log has 65\.0 MiB; files are read up to 64\.0 MiB\.\n.{20}/,
    );
    const side = await server.call('compare_before_after', { before: 'a', after: { path: 'large.log' } });
    expect(side.text).toMatch(/^too_large: /);
    const piped = await ctxopt(['optimize', '-'], Buffer.alloc(65 * MIB, 'a line\n'));
    expect({ ...piped, out: piped.out.toString() }).toEqual({
      code: 1,
      out: '',
      err: expect.stringMatching(/^too_large: Standard input is over 64 MiB\.\n.*grep.*\n$/),
    });
    for (const command of ['optimize', 'analyze']) {
      const json = await server.call(`${command}_context`, { path: 'large.json' });
      expect(json.text).toMatch(/^too_large: One JSON value takes 21\.0 MiB; up to 20\.0 MiB are .*\n.*jq/);
    }
  });

  it('a log of 50 MB is optimized: its errors stay, and what was taken out is there to the byte', async () => {
    const rows = Array.from({ length: 2500 }, (_, n) =>
      n % 1000 === 999
        ? `2026-02-01 00:00:00 ERROR [db] job ${n} failed: connect ECONNREFUSED 10.0.0.${n % 250}:5432`
        : `2026-02-01 00:00:00 INFO [web] GET /users/${n} 200 in 7 ms ${'and so on '.repeat(40)}`,
    );
    const one = `${rows.join('\n')}\n`;
    const log = one.repeat(Math.ceil(50_000_000 / one.length));
    await writeFile(path.join(folder, 'fifty.log'), log);
    const env = { CTXOPT_HOME: path.join(folder, 'home') };
    const { code, out, err } = await ctxopt(['optimize', 'fifty.log', '--json'], '', env);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { text, before, after } = JSON.parse(out.toString()) as {
      text: string;
      before: number;
      after: number;
    };
    expect(after).toBeLessThan(before / 50);
    for (const row of rows) if (row.includes('ERROR')) expect(text).toContain(row.slice(20));
    const handles = [...new Set(text.match(/ctx:[0-9a-f]{12}/g))];
    expect(handles.length).toBeGreaterThanOrEqual(3);
    const first = await ctxopt(['read', handles[0]!, '--lines', '2490-2502'], '', env);
    const wanted = [...rows.slice(2489), rows[0], rows[1]];
    expect(first.out.toString()).toContain(
      `\n${wanted.map((row, at) => `${2490 + at}\t${row}`).join('\n')}\n`,
    );
  });

  it('what is no text is refused, wherever it is named', async () => {
    for (const call of [
      server.call('optimize_context', { path: 'image.png' }),
      server.call('analyze_context', { path: 'image.png' }),
      server.call('compare_before_after', { before: 'a', after: { path: 'image.png' } }),
    ]) {
      expect((await call).text).toMatch(/^binary_file: image\.png is no text but a binary file: /);
    }
  });

  it('text that is no well-formed Unicode comes back as it was', async () => {
    const content = `${'\ud800'.repeat(2000)} then \udfff${'\udc00\ud800'.repeat(2000)}`;
    const optimized = await server.call('optimize_context', { content });
    expect(optimized.text.endsWith(`\n\n${content}`)).toBe(true);
    const compared = await server.call('compare_before_after', { before: content, after: content });
    expect(compared.text).toMatch(/^Verdict: safe\./);
    const lost = await server.call('compare_before_after', {
      before: 'port 8080 \ud800',
      after: 'port 8080 \udc00',
    });
    expect(lost.isError).toBe(false);
  });

  it('handles that do not exist are not found, and in a text mean nothing', async () => {
    for (const call of [
      server.call('optimize_context', { path: 'ctx:ffffffffffff' }),
      server.call('analyze_context', { path: 'ctx:ffffffffffff' }),
      server.call('compare_before_after', { before: 'ctx:ffffffffffff', after: 'a' }),
    ]) {
      expect((await call).text).toMatch(/^not_found: ctx:ffffffffffff names no original here/);
    }
    const before = 'src/a.ts:3:5: error TS2322: no such type';
    const answer = await server.call('compare_before_after', { before, after: UNKNOWN.join('\n') });
    expect(answer.text).toMatch(/^Verdict: lossy\./);
  });

  it('many messages in a call, and a long text, are answered, and other calls meanwhile', async () => {
    const messages = Array.from({ length: 50_000 }, (_, n) => ({
      role: n % 2 ? 'assistant' : 'user',
      content: `say ${n}`,
    }));
    const content = `${'a'.repeat(3_000_000)}\n`;
    const long = [
      server.call('optimize_context', { messages }),
      server.call('compare_before_after', { before: messages, after: messages }),
      server.call('optimize_context', { content }),
    ];
    const order: string[] = [];
    const all = Promise.all(long).then((answers) => {
      order.push('long');
      return answers;
    });
    expect((await server.call('smart_read', { path: 'cyclic.json' })).isError).toBe(false);
    order.push('short');
    for (const answer of await all) expect(answer).toMatchObject({ isError: false });
    expect(order).toEqual(['short', 'long']);
    const wrong = await server.call('optimize_context', { messages: [...messages, 7] });
    expect(wrong.text).toMatch(/^invalid_input: .*50000/);
  });

  it('messages over the limit come back as lists of whole ones, until all of them have', async () => {
    const messages = Array.from({ length: 300 }, (_, n) => ({
      role: n % 2 ? 'assistant' : 'user',
      content: `${n} ${noise('abcdefgh,', 400)}`,
    }));
    const collected: unknown[] = [];
    let answer = await server.call('optimize_context', { messages });
    for (let pages = 0; pages < 10; pages += 1) {
      const [, , list = '', note] = answer.text.split('\n');
      collected.push(...JSON.parse(list));
      const rest = /^\[cut at .* optimize_context (\{.*\})\]$/.exec(note ?? '')?.[1];
      if (rest === undefined) break;
      expect(note).toContain(`messages 1-${JSON.parse(list).length} of `);
      answer = await server.call('optimize_context', JSON.parse(rest));
    }
    expect(collected).toEqual(messages);
  });

  describe.each(edges)('over $name', ({ connect }) => {
    it('arguments of megabytes are taken as they are', async () => {
      const other = await connect({ cwd: folder });
      const letters = noise('abcdefgh\ud800,"\\', 2_000_000);
      const optimized = await other.call('optimize_context', { content: letters });
      expect(optimized.text).toMatch(/^Unchanged /);
      const shown = optimized.text.slice(
        optimized.text.indexOf('\n\n') + 2,
        optimized.text.lastIndexOf('\n['),
      );
      expect(shown.length).toBeGreaterThan(10_000);
      expect(letters.startsWith(shown)).toBe(true);
      const messages = printed(letters, 'src/a.ts:3:5: error TS2322: no such type');
      const compared = await other.call('compare_before_after', {
        before: messages,
        after: messages.slice(0, -1),
      });
      expect(compared.text).toMatch(/^Verdict: lossy\..*error-location/);
      const analyzed = await other.call('analyze_context', { messages });
      expect(analyzed.text).toMatch(/^message-list: 5 messages, 5 parts, /);
      const both = await other.call('analyze_context', { messages, content: letters });
      expect(both.text).toMatch(/^invalid_input: content and messages were given together/);
      const wrong = await other.call('analyze_context', { content: messages });
      expect(wrong.text).toMatch(/^invalid_input: .*"content": expected string, received array/);
      await other.close();
    });
  });

  it('is still there', async () => {
    expect((await server.call('optimize_context', { content: 'a' })).isError).toBe(false);
  });
});
