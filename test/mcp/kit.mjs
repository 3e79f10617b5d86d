// What the tests serve. Plain JavaScript, so that a child process can run it beside the compiled server.
import { createHash } from 'node:crypto';
import { z } from 'zod';

/** A tokenizer that needs no tables. */
const countTokens = (text) => Math.ceil(text.length / 4);

const jobs = {
  count: countTokens,
  countJson: (value) => countTokens(JSON.stringify(value)),
  fit({ text, budget }) {
    const all = text.split('\n');
    let end = 0;
    let lines = 0;
    while (lines < all.length && countTokens(text.slice(0, end + all[lines].length + 1)) <= budget) {
      end += all[lines].length + 1;
      lines += 1;
    }
    const cut = lines < all.length;
    return { text: text.slice(0, cut && lines === 0 ? budget * 4 : end), lines, total: all.length, cut };
  },
  factsFrom({ text, from, budget }) {
    const found = text
      .split('\n')
      .flatMap((line, at) => (at >= from && line.includes('error') ? [`${at + 1}\t${line}`] : []));
    return jobs.fit({ text: found.join('\n'), budget });
  },
  readMessage({ bytes }) {
    try {
      return { message: JSON.parse(Buffer.from(bytes).toString()), long: {} };
    } catch {
      return undefined;
    }
  },
};

export function createTestApp() {
  const originals = new Map();
  const recorded = [];
  const logged = [];
  const broken = {};
  const state = { closed: 0 };
  const listeners = new Set();
  const log = (level) => (message) => logged.push({ level, message });
  return {
    originals,
    recorded,
    logged,
    broken,
    state,
    log: { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') },
    compute: { run: async (name, request) => jobs[name](request), close: async () => {} },
    ledger: {
      async record(event) {
        if (broken.ledger) throw new Error('the disk is full');
        recorded.push(event);
        for (const listener of listeners) listener();
      },
      onChange(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    async keepOriginal(text) {
      if (broken.originals) throw new Error('the disk is full');
      const handle = `ctx:${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
      originals.set(handle, text);
      return handle;
    },
    async close() {
      state.closed += 1;
    },
  };
}

const waiting = new Set();

export function release() {
  for (const resolve of waiting) resolve();
  waiting.clear();
}

const plain = (text) => ({ text, figures: {} });

export function createTools(CtxoptError) {
  const annotations = { readOnlyHint: true, openWorldHint: false };
  const common = { title: 'A test tool', description: 'For tests.', annotations };
  return [
    {
      ...common,
      name: 'echo',
      input: z.object({
        text: z.string().describe('What comes back'),
        times: z.number().int().positive().optional(),
        mode: z.enum(['loud', 'quiet']).optional(),
        side: z.union([z.string(), z.object({ path: z.string() })]).optional(),
      }),
      handle: async (_app, { text, times = 1 }) => ({
        summary: `${times} times`,
        text: text.repeat(times),
        figures: { times },
        usage: { view: 'full', baseline: 100 },
      }),
    },
    {
      ...common,
      name: 'fail',
      input: z.object({ how: z.enum(['on purpose', 'by accident']) }),
      async handle(_app, { how }) {
        if (how === 'by accident') throw new TypeError('x is not a function');
        throw new CtxoptError('not_found', 'There is no such thing.', 'Look elsewhere.');
      },
    },
    {
      ...common,
      name: 'wait',
      input: z.object({}),
      async handle(app, _input, { signal, progress }) {
        progress(1, 2, 'waiting');
        await new Promise((resolve, reject) => {
          waiting.add(resolve);
          signal.addEventListener('abort', () => {
            app.log.info('wait was cancelled');
            reject(signal.reason);
          });
        });
        return plain('waited');
      },
    },
    {
      ...common,
      name: 'steps',
      input: z.object({ of: z.number().int() }),
      async handle(_app, input, { progress }) {
        for (let done = 1; done <= input.of; done += 1) progress(done, input.of, `step ${done}`);
        progress(1, input.of, 'a step back');
        return plain('done');
      },
    },
    {
      ...common,
      name: 'long',
      input: z.object({ lines: z.number().int(), width: z.number().int(), rest: z.string().optional() }),
      async handle(_app, { lines, width, rest }) {
        const line = (n) => `${n}: ${'word '.repeat(width)}`.trimEnd();
        const text = Array.from({ length: lines }, (_, n) => line(n + 1)).join('\n');
        return { ...plain(text), ...(rest ? { rest } : {}) };
      },
    },
    {
      ...common,
      name: 'roots',
      input: z.object({}),
      handle: async (_app, _input, { roots }) => plain((await roots()).join('\n') || 'none'),
    },
  ];
}

export function createResources(CtxoptError) {
  return [
    {
      uri: 'test://calls',
      name: 'calls',
      title: 'Calls',
      description: 'How many calls there were.',
      mimeType: 'application/json',
      read: async (app) => JSON.stringify({ calls: app.recorded.length }),
      watch: (app, changed) => app.ledger.onChange(changed),
    },
    {
      uriTemplate: 'test://original/{handle}',
      name: 'original',
      title: 'Original',
      description: 'What was taken out.',
      mimeType: 'text/plain',
      async read(app, { handle }) {
        const text = app.originals.get(handle);
        if (text === undefined)
          throw new CtxoptError('not_found', `Nothing under ${handle}.`, 'Check the digits.');
        return text;
      },
      list: async (app) =>
        [...app.originals.keys()].map((handle) => ({
          uri: `test://original/${encodeURIComponent(handle)}`,
          name: handle,
          title: handle,
          description: 'What was taken out.',
          mimeType: 'text/plain',
        })),
    },
  ];
}
