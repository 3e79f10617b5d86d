import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Context, Part, ToolRef } from '../../src/context/context.js';
import { partsOf } from '../../src/context/context.js';
import { optimize } from '../../src/optimize/pipeline.js';
import { tokenizerFor } from '../../src/tokens/tokenizer-for.js';
import { part } from '../contracts/pass.js';

/** What an agent did next to its one file, or elsewhere. */
interface Step {
  readonly kind:
    | 'read'
    | 'excerpt'
    | 'cat'
    | 'sed'
    | 'window'
    | 'edit'
    | 'insert'
    | 'remove'
    | 'write'
    | 'test';
  readonly at: number;
  readonly length: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(
    'read',
    'excerpt',
    'excerpt',
    'cat',
    'sed',
    'window',
    'window',
    'edit',
    'edit',
    'insert',
    'remove',
    'write',
    'test',
    'test' as const,
  ),
  at: fc.nat(79),
  length: fc.integer({ min: 1, max: 60 }),
});

/** A file read, and a few places of it changed. */
const changes: fc.Arbitrary<readonly Step[]> = fc
  .array(
    step.filter(({ kind }) => kind === 'edit' || kind === 'insert' || kind === 'remove'),
    { minLength: 1, maxLength: 3 },
  )
  .map((taken) => [{ kind: 'read', at: 0, length: 1 }, ...taken]);

/** What the agent did with the file, then with others. */
const steps: fc.Arbitrary<readonly Step[]> = fc
  .tuple(fc.oneof(fc.array(step, { minLength: 2, maxLength: 24 }), changes), fc.constantFrom(0, 4, 8, 10))
  .map(([taken, rest]) => [
    ...taken,
    ...Array.from({ length: rest }, (): Step => ({ kind: 'test', at: 0, length: 1 })),
  ]);

/** A session by those steps: the parts, and the file in the end. */
interface Session {
  readonly parts: readonly Part[];
  readonly file: readonly string[];
  /** Which of the file's lines were ever shown, and by which part the last time. */
  readonly shown: ReadonlyMap<string, number>;
  /** Which lines stood next to an edit, and which part tells of the last one. */
  readonly nearEdits: ReadonlyMap<string, number>;
}

/** How near to an edit lines are that it needs. */
const NEAR = 3;

function play(taken: readonly Step[]): Session {
  let next = 0;
  const fresh = () => `  register("handler ${next++}", ${next * next}, { retry: ${next % 3} });`;
  let file = Array.from({ length: 80 }, (_, k) => {
    if (k % 10 === 0) return `group(${k}, () => {`;
    return k % 10 === 9 ? '' : fresh();
  });
  const shown = new Map<string, number>();
  const nearEdits = new Map<string, number>();
  const parts: Part[] = [];
  const add = (name: string, input: ToolRef['input'], text: string) => {
    const tool = { callId: `call-${parts.length}`, name, input: input! };
    const callText = JSON.stringify(input);
    parts.push(
      part(`calls.${parts.length}`, callText, {
        kind: 'tool_call',
        role: 'assistant',
        editable: false,
        tool,
      }),
      part(`results.${parts.length}`, text, { tool }),
    );
  };
  const numbered = (lines: readonly string[], from: number, mark: string) =>
    lines.map((line, k) => `${from + k}${mark}${line}`).join('\n');

  for (const { kind, at, length } of taken) {
    const start = at % file.length;
    const excerpt = file.slice(start, start + length);
    const path = { file_path: '/app/main.ts' };
    const show = (lines: readonly string[]) => {
      for (const line of lines) shown.set(line, parts.length);
      return lines;
    };
    if (kind === 'read') add('Read', path, numbered(show(file), 1, '→'));
    if (kind === 'cat') add('Bash', { command: 'cat /app/main.ts' }, show(file).join('\n'));
    if (kind === 'excerpt')
      add(
        'Read',
        { ...path, offset: start + 1, limit: excerpt.length },
        numbered(show(excerpt), start + 1, '→'),
      );
    if (kind === 'sed')
      add(
        'Bash',
        { command: `sed -n '${start + 1},${start + excerpt.length}p' /app/main.ts` },
        show(excerpt).join('\n'),
      );
    if (kind === 'window') {
      const heading = `[File: /app/main.ts (${file.length} lines total)]\n(${start} more lines above)`;
      const below = `(${file.length - start - excerpt.length} more lines below)`;
      add(
        'bash',
        { command: `goto ${start + 1}` },
        `${heading}\n${numbered(show(excerpt), start + 1, ':')}\n${below}`,
      );
    }
    if (kind === 'test')
      add(
        'Bash',
        { command: 'npm test' },
        Array.from({ length: 20 }, (_, k) => `ok ${k} ${excerpt[0]}`).join('\n'),
      );
    if (kind === 'write') {
      file = file.map((line, k) => (k === start && line ? fresh() : line));
      add('Write', { ...path, content: show(file).join('\n') }, 'The file /app/main.ts has been written.');
    }
    if (kind === 'edit' || kind === 'insert' || kind === 'remove') {
      const put = kind === 'remove' ? [] : kind === 'insert' ? [fresh(), fresh()] : [fresh()];
      const from = file[start]!;
      for (const line of file.slice(Math.max(0, start - NEAR), start + NEAR + 1))
        nearEdits.set(line, parts.length);
      file = [...file.slice(0, start), ...put, ...file.slice(start + (kind === 'insert' ? 0 : 1))];
      if (file.length === 0) file = [fresh()];
      show(put);
      add(
        'Edit',
        {
          ...path,
          old_string: kind === 'remove' ? `${from}\n` : from,
          new_string: [...put, ...(kind === 'insert' ? [from] : [])].join('\n'),
        },
        'The file has been updated.',
      );
    }
  }
  return { parts, file, shown, nearEdits };
}

const OUTLINED = /^\[ctxopt: outline of \d+ lines(?: but those edited later)?, ctx:/;

describe('after optimizing a session', () => {
  it('each line of the newest state of a file that was shown still stands, or its outline with a handle; not that of a line next to a later edit', async () => {
    const tokenizer = tokenizerFor();
    let saved = 0;
    let excerpts = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        const { parts, file, shown, nearEdits } = play(taken);
        const context: Context = {
          format: 'test',
          frozen: 0,
          messages: parts.map((of) => ({ role: of.role, parts: [of] })),
        };
        const optimized = await optimize(context, { level: 'balanced', tokenizer });
        saved += optimized.report.before - optimized.report.after;
        const after = partsOf(optimized.context);
        // A call's input holds its lines as JSON.
        const texts = after.map(({ text, kind }) =>
          kind === 'tool_call' ? text.replaceAll('\\"', '"') : text,
        );
        const all = texts.join('\n');
        const gone = file.filter((line) => shown.has(line) && !all.includes(line));
        const outlined = after.flatMap(({ text }) => (OUTLINED.test(text) ? [text] : []));
        const kept = outlined.map(
          (text) => optimized.originals.get(/ctx:[0-9a-f]{12}/.exec(text)![0] as never) ?? '',
        );
        expect(gone.filter((line) => !kept.some((original) => original.includes(line)))).toEqual([]);
        // A line that was shown again since it was edited next to may be in that read's outline.
        expect(gone.filter((line) => (nearEdits.get(line) ?? -1) > shown.get(line)!)).toEqual([]);
        excerpts += outlined.filter((text) => text.includes('edited later')).length;
      }),
      { numRuns: 300 },
    );
    expect(saved).toBeGreaterThan(10_000);
    expect(excerpts).toBeGreaterThan(10);
  });
});
