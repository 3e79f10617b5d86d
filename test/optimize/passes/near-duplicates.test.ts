import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { handleOf } from '../../../src/context/handle.js';
import { nearDuplicates } from '../../../src/optimize/passes/near-duplicates.js';
import { passContract, result, textsAfter } from '../../contracts/pass.js';

const run = (failing: readonly number[]) =>
  Array.from({ length: 60 }, (_, k) =>
    failing.includes(k)
      ? `FAIL test/feature-${k}.test.ts > it does not save`
      : `ok test/feature-${k}.test.ts with all of its cases`,
  );
const text = (lines: readonly string[]) => lines.join('\n');
const test = { name: 'Bash', input: { command: 'npm test' } };

passContract(nearDuplicates, {
  'a test run before and after a change': [
    result('a', text(run([])), test),
    result('b', text(run([7])), test),
  ],
});

describe('near-duplicates', () => {
  it('replaces the later copy by a marker and every line that differs', () => {
    const [before, after] = [text(run([])), text(run([7]))];
    expect(textsAfter(nearDuplicates, [result('a', before, test), result('b', after, test)])).toEqual([
      before,
      [
        `[ctxopt: as Bash npm test at a but for the 2 differing (negations) lines below, ${handleOf(after)}]`,
        '-8: ok test/feature-7.test.ts with all of its cases',
        '+8: FAIL test/feature-7.test.ts > it does not save',
      ].join('\n'),
    ]);
  });

  it('loses no line: the earlier result and the list give the later one back', () => {
    const base = run([]);
    const change = fc.record({
      at: fc.nat(59),
      line: fc.constantFrom('', 'a new line', base[3]!, '+1: x'),
      kind: fc.nat(2),
    });
    let rewritten = 0;
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), (changes) => {
        const lines = [...base];
        for (const { at, line, kind } of changes)
          lines.splice(at, kind === 0 ? 0 : 1, ...(kind === 1 ? [] : [line]));
        const [, after] = textsAfter(nearDuplicates, [result('a', text(base)), result('b', text(lines))]);
        if (after === text(lines)) return;
        rewritten++;
        expect(patched(base, after!.split('\n').slice(1))).toEqual(lines);
      }),
    );
    expect(rewritten).toBeGreaterThan(50);
  });

  it('takes a frozen result as the earlier one', () => {
    const [after] = textsAfter(nearDuplicates, [result('b', text(run([7])))], {
      prefix: [result('a', text(run([])))],
    });
    expect(after).toContain('as Bash at a but for the 2 differing (negations) lines below');
  });

  it('leaves results alone that share too little', () => {
    const parts = [
      result('a', text(run([]))),
      result('b', text(run(Array.from({ length: 30 }, (_, k) => 2 * k)))),
    ];
    expect(textsAfter(nearDuplicates, parts)).toEqual(parts.map((part) => part.text));
  });
});

/** Lines with a list of changes carried out. */
function patched(lines: readonly string[], changes: readonly string[]): readonly string[] {
  const parsed = changes.map((change) => /^([+-])(\d+): (.*)$/.exec(change)!);
  const removed = new Set(parsed.filter(([, sign]) => sign === '-').map(([, , line]) => Number(line)));
  const left = lines.filter((_, at) => !removed.has(at + 1));
  for (const [, sign, line, content] of parsed) if (sign === '+') left.splice(Number(line) - 1, 0, content!);
  return left;
}
