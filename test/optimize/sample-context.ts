import fc from 'fast-check';
import type { Context, Part } from '../../src/context/context.js';
import type { Tokenizer } from '../../src/tokens/tokenizer.js';

/** Words and marks: crude, but it grows and shrinks as the real ones do. */
export const words: Tokenizer = {
  id: 'words',
  exact: true,
  count: (text) => text.match(/\w+|[^\w\s]|\s+/g)?.length ?? 0,
};

export function part(text: string, given: Partial<Part> = {}): Part {
  return {
    id: 'p',
    kind: 'tool_result',
    role: 'tool',
    text,
    source: { start: 0, end: text.length, text, encoding: 'raw' },
    editable: true,
    ...given,
  };
}

/** One message a part; ids by place. */
export function contextOf(parts: readonly (Part | string)[], frozen = 0): Context {
  const messages = parts.map((given, at) => {
    const one = typeof given === 'string' ? part(given) : given;
    return { role: one.role, parts: [{ ...one, id: `p${at}` }] };
  });
  return { format: 'text', messages, frozen };
}

export function textsOf(context: Context): readonly string[] {
  return context.messages.flatMap((message) => message.parts.map((one) => one.text));
}

/** The context as it would be decoded from the body that it was encoded into. */
export function decodedAgain(context: Context): Context {
  return contextOf(
    context.messages.flatMap((message) =>
      message.parts.map((one) => ({ ...one, source: { ...one.source, text: one.text } })),
    ),
    context.frozen,
  );
}

const lines = [
  "src/a.ts(3,5): error TS2322: Type 'x' is wrong.",
  '--- FAIL: TestOpen (0.01s)',
  'Exit code 1',
  '"GET /orders HTTP/1.1" 502 157',
  '\x1b[32mok\x1b[0m 12 tests in 340 ms',
  'You must not push to main.',
  'see https://example.com/docs and src/optimize/gate.ts',
  'export function createStore(path: string): Store {',
  '{"status":500,"rows":[{"id":1},{"id":2},{"id":3}]}',
  'Fetching 10%\rFetching 55%\rFetching 100%',
  '',
  '   ',
];

const line = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...lines) },
  { weight: 2, arbitrary: fc.nat(9999).map((n) => `2026-11-21 INFO worker_${n % 7} handled job ${n}`) },
  { weight: 1, arbitrary: fc.string({ maxLength: 40 }) },
);

const textOf = fc
  .array(
    fc.oneof(
      line,
      fc.tuple(line, fc.integer({ min: 2, max: 30 })).map(([one, n]) => Array(n).fill(one).join('\n')),
    ),
    { maxLength: 30 },
  )
  .map((all) => all.join('\n'));

const partOf = fc.record({
  text: textOf,
  kind: fc.constantFrom('text', 'tool_result', 'tool_result', 'tool_result', 'opaque'),
});

/** Contexts of logs, code, JSON and odd texts, with repeated parts and a frozen prefix. */
export const contexts: fc.Arbitrary<Context> = fc
  .array(partOf, { maxLength: 8 })
  .chain((parts) =>
    fc.record({
      parts: fc.constant(parts),
      again: fc.array(fc.nat(Math.max(0, parts.length - 1)), { maxLength: parts.length }),
      frozen: fc.nat(2),
    }),
  )
  .map(({ parts, again, frozen }) => {
    const all = [...parts, ...again.map((at) => parts[at]!)].map(({ text, kind }) =>
      part(text, {
        kind: kind as Part['kind'],
        role: kind === 'tool_result' ? 'tool' : 'assistant',
        editable: kind !== 'opaque',
      }),
    );
    return contextOf(all, Math.min(frozen, all.length));
  });
