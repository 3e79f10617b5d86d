import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Part, ToolRef } from '../../src/context/context.js';
import { HANDLES, handleOf } from '../../src/context/handle.js';
import { factsOf } from '../../src/optimize/facts.js';
import type { Pass, PassEnv } from '../../src/optimize/pass.js';
import { tokenizerFor } from '../../src/tokens/tokenizer-for.js';

const { count } = tokenizerFor();

/** A part as a format decodes it; a tool's result unless said otherwise. */
export function part(id: string, text: string, rest: Partial<Part> = {}): Part {
  return {
    id,
    kind: 'tool_result',
    role: 'tool',
    text,
    source: { start: 0, end: text.length, text, encoding: 'json-string' },
    editable: true,
    ...rest,
  };
}

/** The result of one tool call. */
export function result(id: string, text: string, tool: Partial<ToolRef> = {}): Part {
  return part(id, text, { tool: { callId: `call-${id}`, name: 'Bash', ...tool } });
}

export function envFor(rest: Partial<PassEnv> = {}): PassEnv {
  return { prefix: [], count, handle: (of) => handleOf(of.source.text), preserved: () => false, ...rest };
}

/** A pass that waits for nothing. */
interface SyncPass extends Pass {
  run(parts: readonly Part[], env: PassEnv): readonly Part[];
}

/** The texts after a pass ran over the parts. */
export function textsAfter(
  pass: SyncPass,
  parts: readonly Part[],
  rest: Partial<PassEnv> = {},
): readonly string[] {
  return pass.run(parts, envFor(rest)).map((after) => after.text);
}

/** The same parts as they are decoded from what they were encoded to. */
function redecoded(parts: readonly Part[]): readonly Part[] {
  return parts.map((now) => ({ ...now, source: { ...now.source, text: now.text, end: now.text.length } }));
}

/**
 * The laws of {@link Pass}, on generated contexts and on samples.
 *
 * @param samples contexts that the pass must make smaller
 * @param given what the pass knows beyond the parts
 */
export function passContract(
  pass: Pass,
  samples: Readonly<Record<string, readonly Part[]>>,
  given: Partial<PassEnv> = {},
): void {
  const env = (rest: Partial<PassEnv> = {}) => envFor({ ...given, ...rest });
  describe(`${pass.name}: the laws of a pass`, () => {
    for (const [name, parts] of Object.entries(samples)) {
      it(`saves tokens on ${name}`, async () => {
        expect(total(await pass.run(parts, env()))).toBeLessThan(total(parts));
      });
    }

    law('gives back the same parts in the same order, none with more tokens', async (parts) => {
      const after = await pass.run(parts, env());
      expect(after.map(({ text: _, ...rest }) => rest)).toEqual(parts.map(({ text: _, ...rest }) => rest));
      after.forEach((now, at) => {
        if (now === parts[at]) return;
        expect(now.text).not.toBe(parts[at]!.text);
        expect(count(now.text)).toBeLessThanOrEqual(count(parts[at]!.text));
      });
    });

    law('leaves alone the words of people and what may not be edited', async (parts) => {
      (await pass.run(parts, env())).forEach((now, at) => {
        if (now.role !== 'tool' || !now.editable) expect(now).toBe(parts[at]);
      });
    });

    law('changes nothing on its own result, in this run or the next', async (parts) => {
      const once = await pass.run(parts, env());
      expect(await pass.run(once, env())).toEqual(once);
      const again = redecoded(once);
      (await pass.run(again, env())).forEach((now, at) => {
        expect(now).toBe(again[at]);
      });
    });

    law('is deterministic and leaves its input as it was', async (parts) => {
      const copy = structuredClone(parts);
      expect(await pass.run(parts, env())).toEqual(await pass.run(copy, env()));
      expect(parts).toEqual(copy);
    });

    law('reads a frozen prefix but never returns it', async (parts) => {
      const frozen = Math.floor(parts.length / 2);
      const after = await pass.run(parts.slice(frozen), env({ prefix: parts.slice(0, frozen) }));
      expect(after.map(({ id }) => id)).toEqual(parts.slice(frozen).map(({ id }) => id));
    });

    law('keeps each line that is to be preserved', async (parts) => {
      const lines = parts.flatMap(({ text }) => text.split('\n')).filter((line) => line.trim() !== '');
      const wanted = lines[Math.floor(lines.length / 2)];
      if (wanted === undefined) return;
      const after = await pass.run(parts, env({ preserved: (text) => text.includes(wanted) }));
      after.forEach((now, at) => {
        expect(linesHolding(wanted, now.text)).toEqual(
          expect.arrayContaining([...linesHolding(wanted, parts[at]!.text)]),
        );
      });
    });

    if (pass.kind === 'lossless') {
      law('leaves no handle and keeps every fact', async (parts) => {
        (await pass.run(parts, env())).forEach((now, at) => {
          if (now === parts[at]) return;
          const before = parts[at]!.text;
          expect(now.text.match(HANDLES)).toEqual(before.match(HANDLES));
          const kept = new Set(factsOf(now.text).map(({ kind, value }) => `${kind} ${value}`));
          const lost = factsOf(before).filter(({ kind, value }) => !kept.has(`${kind} ${value}`));
          expect(lost).toEqual([]);
        });
      });
    } else {
      law('leaves the handle of the original in each part that it changed', async (parts) => {
        (await pass.run(parts, env())).forEach((now, at) => {
          if (now !== parts[at]) expect(now.text).toContain(handleOf(parts[at]!.source.text));
        });
      });
    }

    function law(name: string, check: (parts: readonly Part[]) => Promise<void>): void {
      it(name, async () => {
        for (const parts of Object.values(samples)) await check(parts);
        await fc.assert(fc.asyncProperty(contexts, check), { numRuns: 150 });
      });
    }
  });

  describe(`${pass.name}: under attack`, () => {
    it.each(Object.entries(attacks()))('is done with %s', async (_, text) => {
      const parts = [result('a', text), result('b', `${text}!`), ...newest];
      const after = await pass.run(parts, env({ count: (counted) => counted.length }));
      expect(after).toHaveLength(parts.length);
    });
  });
}

function total(parts: readonly Part[]): number {
  return parts.reduce((sum, { text }) => sum + count(text), 0);
}

function linesHolding(wanted: string, text: string): readonly string[] {
  return text.split('\n').filter((line) => line.includes(wanted));
}

/** Small results at the end, so that passes which spare the newest ones have something to do. */
const newest = ['c', 'd', 'e', 'f'].map((id) => result(id, 'ok'));

function attacks(): Readonly<Record<string, string>> {
  const line = 'INFO request 17 done in 3 ms\n';
  return {
    '200 KB of one letter': 'a'.repeat(200_000),
    '200 KB of blanks': ' '.repeat(200_000),
    '200 KB of line ends': '\n'.repeat(200_000),
    '200 KB of carriage returns': `${'\r'.repeat(200_000)}x`,
    '200 KB of carriage returns after a redrawn line': `\x1b[A${'\r'.repeat(200_000)}x`,
    '200 KB of line separators': '\u2028'.repeat(200_000),
    '200 KB of times': '12:'.repeat(66_000),
    '200 KB of quoted cells': '"a","b",'.repeat(25_000),
    '200 KB of redraws': `${'5%\r'.repeat(66_000)}${'word '.repeat(20_000)}`,
    '200 KB of backspaces': `a${'\b'.repeat(200_000)}`,
    '200 KB of escapes': '\x1b['.repeat(100_000),
    '200 KB of unclosed commands': '\x1b]8;;http://a'.repeat(15_000),
    '200 KB of digits': '1'.repeat(200_000),
    '200 KB of dots': '.'.repeat(200_000),
    '200 KB of quotes': '"'.repeat(200_000),
    '200 KB of open markers': '[ctxopt: '.repeat(22_000),
    '100,000 brackets': '['.repeat(100_000) + ']'.repeat(100_000),
    '10,000 nested objects': `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
    '50,000 equal lines': line.repeat(50_000),
    '50,000 lines of wrapped letters': `${'a'.repeat(76)}\n`.repeat(50_000),
    'one line of 20 MB': 'lorem ipsum dolor 42 '.repeat(1_000_000),
  };
}

const words = [
  'GET /users',
  'cache',
  'worker',
  'not',
  'enabled',
  'src/app.ts',
  'ERROR',
  '200',
  '503',
  '17',
  '3.5 ms',
];
const tools: readonly Partial<ToolRef>[] = [
  { name: 'Read', input: { file_path: 'src/a.ts' } },
  { name: 'Read', input: { file_path: 'src/a.ts', offset: 1, limit: 20 } },
  { name: 'Edit', input: { file_path: 'src/a.ts' } },
  { name: 'Bash', input: { command: 'cat notes.md' } },
  { name: 'Bash', input: { command: 'npm test' } },
  { name: 'search', input: { query: 'x [y]\nz' } },
];

const sentence = fc
  .array(fc.constantFrom(...words), { minLength: 1, maxLength: 6 })
  .map((said) => said.join(' '));
const logLines = fc
  .tuple(sentence, fc.integer({ min: 1, max: 40 }))
  .map(([said, times]) =>
    Array.from({ length: times }, (_, k) => `12:00:${k} INFO ${said} ${k * 7}`).join('\n'),
  );
const numbered = fc
  .array(sentence, { minLength: 1, maxLength: 30 })
  .map((lines) => lines.map((line, k) => `${String(k + 1).padStart(6)}→${line}`).join('\n'));
const records = fc
  .array(fc.record({ id: fc.integer(), name: fc.constantFrom(...words), ok: fc.boolean() }), {
    maxLength: 20,
  })
  .map((rows) => JSON.stringify({ rows }, null, 2));
const blob = fc
  .uint8Array({ minLength: 300, maxLength: 400 })
  .map((bytes) => `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`);
const noise = fc.constantFrom(
  '\x1b[31mred\x1b[0m   ',
  'Receiving: 10% (1/10)\rReceiving: 100% (10/10), done.',
  '⠋ Building\n⠙ Building',
  'abc\b\b\bxyz',
  '\x1b]8;;https://example.com/a\x07link\x1b]8;;\x07',
  '\x1b\x1b[0m[31m',
);
const structure = fc.constantFrom(
  '',
  '\n\n\n',
  '# Title',
  'hard break  ',
  '```\ncode   \n\n\n```',
  'diff --git a/x b/x\n@@ -1 +1 @@\n-a \n+a',
  '[ctxopt: 12 repeated lines, ctx:0123456789ab]',
  '<table a,b>',
);
const anyLine = fc.string({ maxLength: 40, unit: 'binary' });

const texts = fc.oneof(
  { weight: 2, arbitrary: records },
  { weight: 2, arbitrary: numbered },
  {
    weight: 6,
    arbitrary: fc
      .array(fc.oneof(sentence, logLines, blob, noise, structure, anyLine), { maxLength: 8 })
      .map((blocks) => blocks.join('\n')),
  },
);

/** Contexts of up to twelve parts, in which texts come again, unchanged or with a line more. */
const contexts: fc.Arbitrary<readonly Part[]> = fc
  .tuple(
    fc.array(texts, { minLength: 1, maxLength: 4 }),
    fc.array(
      fc.record({
        text: fc.nat(),
        more: fc.constantFrom('', '', '\nnot one line more'),
        tool: fc.constantFrom(...tools),
        isError: fc.constantFrom(false, false, false, true),
        role: fc.constantFrom('tool', 'tool', 'tool', 'user', 'assistant', 'system' as const),
        editable: fc.constantFrom(true, true, true, false),
      }),
      { maxLength: 12 },
    ),
  )
  .map(([pool, drawn]) =>
    drawn.map(({ text, more, tool, isError, role, editable }, at) => {
      const id = `messages.${at}.content.0`;
      const chosen = pool[text % pool.length]! + more;
      if (role !== 'tool')
        return part(id, chosen, { role, kind: role === 'system' ? 'system' : 'text', editable });
      return part(id, chosen, {
        editable,
        tool: { callId: id, name: '', ...tool, ...(isError ? { isError } : {}) },
      });
    }),
  );
