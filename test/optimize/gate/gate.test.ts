import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Context, type Part, partsOf } from '../../../src/context/context.js';
import { handleOf, marker } from '../../../src/context/handle.js';
import { factsOf, isCritical } from '../../../src/optimize/facts.js';
import { gateOver } from '../../../src/optimize/gate/gate.js';
import { definePass, type PassKind } from '../../../src/optimize/pass.js';
import { optimize } from '../../../src/optimize/pipeline.js';
import { contextOf, contexts, part, textsOf, words } from '../sample-context.js';

const handle = (one: { readonly source: { readonly text: string } }) => handleOf(one.source.text);

const shorter = (before: Part, text: string) => words.count(text) < words.count(before.text);

/** `HANDLE` stands for the handle of the part. */
function judge(kind: PassKind, before: readonly string[], after: readonly string[]) {
  const old = before.map((text) => part(text));
  const now = old.map((one, at) => ({ ...one, text: after[at]!.replace('HANDLE', handle(one)) }));
  const gate = gateOver(old, handle);
  const { parts, putBack, undone } = gate.judge(kind, old, now, shorter);
  return {
    texts: parts.map((one, at) => one.text.replace(handle(old[at]!), 'HANDLE')),
    putBack: [...putBack],
    undone,
    facts: gate.account(parts),
  };
}

const critical = 'Exit code 1';
const plain = 'see https://example.com/a';
const chatter = 'and so it goes\n'.repeat(9);

describe('the gate', () => {
  it('lets a critical fact go that another part still holds', () => {
    const { undone, putBack } = judge('reversible', [critical, critical], [critical, 'HANDLE']);
    expect([undone, putBack]).toEqual([[], []]);
  });

  it('lets other facts go under a handle, and names them', () => {
    const { undone, facts } = judge('reversible', [plain, 'port 8080'], ['HANDLE', 'port 8080']);
    expect(undone).toEqual([]);
    expect(facts).toEqual({
      checked: 2,
      kept: 1,
      leftOut: [{ kind: 'url', count: 1, samples: ['https://example.com/a'], handle: handleOf(plain) }],
    });
  });

  it('undoes what lost a fact without a handle', () => {
    expect(judge('reversible', [plain], ['see it']).undone).toEqual([0]);
    expect(judge('lossless', [plain], ['HANDLE']).undone).toEqual([0]);
  });

  it('undoes what lost a handle of an earlier run', () => {
    const earlier = marker('rest', handleOf('long ago'));
    expect(judge('lossy', [`words and ${earlier}`], ['words']).undone).toEqual([0]);
    expect(judge('lossy', [`words and ${earlier}`], ['HANDLE']).undone).toEqual([]);
  });

  it('undoes what relied on a part that went back', () => {
    const moved = judge('reversible', ['HTTP/1.1 500', critical], ['HANDLE', 'HANDLE HTTP/1.1 500']);
    expect(moved.undone.toSorted()).toEqual([0, 1]);
  });

  it('does not trust what a reader may not see', () => {
    const hidden = part(critical, { kind: 'opaque' });
    const old = [hidden, part(critical)];
    const now = [hidden, { ...old[1]!, text: handle(old[1]!) }];
    expect(gateOver(old, handle).judge('lossy', old, now, shorter).undone).toEqual([1]);
  });

  it('takes JSON laid out as a table for the same facts', () => {
    const rows = [1, 2, 3].map((id) => ({ id, status: 500 + id, note: 'must not retry' }));
    const table =
      '<table id,status,note>\n1,501,must not retry\n2,502,must not retry\n3,503,must not retry\n</table>';
    expect(judge('lossless', [JSON.stringify(rows, null, 2)], [table]).undone).toEqual([]);
    expect(judge('lossless', [JSON.stringify(rows)], [table.replace('502', '200')]).undone).toEqual([0]);
  });
});

describe('a critical fact that is gone', () => {
  it('is put back behind the marker at its place', () => {
    const before = `start\n${chatter}${critical}\n${chatter}end`;
    const { texts, putBack, undone } = judge('lossy', [before], ['start\n[HANDLE]\nend']);
    expect(texts).toEqual([`start\n[HANDLE]\n${critical}\nend`]);
    expect([putBack, undone]).toEqual([[[0, 1]], []]);
  });

  it('is put back at the end where nothing else was kept', () => {
    const before = `${critical}\n${chatter}FAIL src/a.test.ts > adds\n${chatter}`;
    expect(judge('reversible', [before], ['[HANDLE]']).texts).toEqual([
      `[HANDLE]\n${critical}\nFAIL src/a.test.ts > adds`,
    ]);
  });

  it('comes with the lines that it is read from', () => {
    const before = `/w/src/a.js\n  1:1  warning  Unexpected console\n  3:5  error  x is not defined\n${chatter}`;
    expect(judge('lossy', [before], ['[HANDLE]']).texts).toEqual([
      '[HANDLE]\n/w/src/a.js\n  3:5  error  x is not defined',
    ]);
    const stack = `${chatter}TypeError: no\n    at f (/w/a.js:3:5)\n    at g (/w/b.js:4:5)\n${chatter}`;
    expect(judge('lossy', [stack], ['[HANDLE]']).texts).toEqual([
      '[HANDLE]\nTypeError: no\n    at f (/w/a.js:3:5)',
    ]);
  });

  it('is not written twice where one of its lines was kept', () => {
    const before = `/w/src/a.js\n${chatter}  3:5  error  x is not defined\n${chatter}`;
    expect(judge('lossy', [before], ['/w/src/a.js\n[HANDLE]']).texts).toEqual([
      '/w/src/a.js\n[HANDLE]\n  3:5  error  x is not defined',
    ]);
  });

  it('is put back with the line beside it, though an equal line was kept elsewhere', () => {
    const before = `error: cannot read:\na.txt\n${chatter}`;
    const { texts, putBack, undone } = judge('lossy', [before], ['[HANDLE]\nerror: cannot read:\n×9']);
    expect(texts).toEqual(['[HANDLE]\nerror: cannot read:\n×9\nerror: cannot read:\na.txt']);
    expect([putBack, undone]).toEqual([[[0, 1]], []]);
  });

  it('is put back with what stands around it, where its lines say something else alone', () => {
    const before = `${'and so on\n'.repeat(40)}at f (src/a.js:3:5)\n${'and on\n'.repeat(200)}`;
    const { texts, undone } = judge('lossy', [before], ['[HANDLE]\nError: of others']);
    expect(texts).toEqual([
      `[HANDLE]\nError: of others\n${'and so on\n'.repeat(40)}at f (src/a.js:3:5)${'\nand on'.repeat(40)}`,
    ]);
    expect(undone).toEqual([]);
  });

  it('does not cost a whole log', () => {
    const records = (from: number) =>
      Array.from({ length: 400 }, (_, at) => `10:00:${10 + (at % 50)} INFO session ${from + at} is open`);
    const lines = [...records(0), 'fatal: cannot merge:', 'src/a.ts', ...records(400)];
    const folded = [
      '[HANDLE]',
      'fatal: cannot merge:',
      '×800 10:00:10 … 10:00:59 INFO session {0–799} is open',
    ];
    const { texts, undone } = judge('reversible', [lines.join('\n')], [folded.join('\n')]);
    expect(undone).toEqual([]);
    expect(texts).toEqual([[...folded, 'fatal: cannot merge:', 'src/a.ts'].join('\n')]);
  });

  it('is put back in one part only, if several lose it at once', () => {
    const before = `${critical}\n${chatter}`;
    const { texts, putBack } = judge('lossy', [before, before], ['[HANDLE]', '[HANDLE]']);
    expect(texts).toEqual([`[HANDLE]\n${critical}`, '[HANDLE]']);
    expect(putBack).toEqual([[0, 1]]);
  });

  it('is caught where its digits were changed', () => {
    const before = `${chatter}${critical}\nsrc/a.ts(3,5): error TS2322: No.\n"GET /a HTTP/1.1" 502 1`;
    const after = '[HANDLE]\nExit code 2\nsrc/a.ts(3,6): error TS2322: No.\n"GET /a HTTP/1.1" 503 1';
    const [text] = judge('lossy', [before], [after]).texts;
    for (const line of before.replace(chatter, '').split('\n')) expect(text).toContain(line);
  });

  it('undoes the pass where that would not be shorter', () => {
    const { texts, undone } = judge('reversible', [critical, 'b'], ['HANDLE', 'b']);
    expect([texts, undone]).toEqual([[critical, 'b'], [0]]);
  });

  it('undoes a pass that calls itself lossless', () => {
    const before = `${chatter}${critical}`;
    const { texts, putBack, undone } = judge('lossless', [before], [chatter]);
    expect([texts, putBack, undone]).toEqual([[before], [], [0]]);
  });

  it('undoes the pass where its line is not a line of the text', () => {
    const before = JSON.stringify({ log: `${chatter}${critical}`, rest: chatter });
    expect(judge('lossy', [before], ['[HANDLE]']).undone).toEqual([0]);
  });

  it('undoes the pass where another fact has no handle', () => {
    expect(judge('lossy', [`${plain}\n${chatter}${critical}`], ['gone']).undone).toEqual([0]);
  });
});

/** What programs print when something went wrong, over several lines. */
const troubles = [
  critical,
  'error: cannot read:\na.txt',
  'error: cannot read:\nb.txt',
  '10:00:01 ERROR [main] Unexpected Exception: \n10:00:02 INFO [main] up',
  '/w/src/a.js\n  1:1  warning  Unexpected console\n  3:5  error  x is not defined',
  '/w/src/b.js\n  3:5  error  x is not defined',
  'TypeError: no\n    at f (/w/a.js:3:5)\n    at g (/w/b.js:4:5)',
  '  Error: no such row\n    at f (/w/a.js:3:5)\n  ----\n    at g (/w/b.js:4:5)',
  '  File "a.py", line 3, in run\n    f()\n  File "b.py", line 8, in f\n    g\nNameError: g',
  "thread 'main' panicked at src/main.rs:4:5:\nindex out of bounds",
  'error[E0432]: unresolved import\n  --> src/main.rs:4:5',
  'Assertion failed:\n  left: 1\n right: 2',
  '  2 failing\n  1) a suite\n       adds:\n     Error: boom',
  '<system-reminder>\nRead it first.\nThen write.\n</system-reminder>',
  '10 %\r20 %\rfatal: no answer',
];

describe('a long text that a pass took most lines of', () => {
  it('is never undone for a few lines that say more where they stood', () => {
    const texts = fc.array(fc.tuple(fc.constantFrom(...troubles), fc.integer({ min: 90, max: 130 })), {
      minLength: 1,
      maxLength: 8,
    });
    const kept = fc.uniqueArray(fc.nat(40));
    fc.assert(
      fc.property(texts, kept, (pieces, numbers) => {
        const before = pieces.map(([said, count]) => `${said}\n${'and on it goes\n'.repeat(count)}`).join('');
        const told = pieces.flatMap(([said]) => said.split('\n'));
        const after = ['[HANDLE]', ...told.filter((_, at) => numbers.includes(at)), '×99 and on it goes'];
        expect(judge('reversible', [before], [after.join('\n')]).undone).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

/** What a pass does to lines that it has no business with. */
interface Force {
  readonly kind: PassKind;
  /** Lines by their number modulo 17: taken out, taken to the next part, or told with other digits. */
  readonly deleted: ReadonlySet<number>;
  readonly moved: ReadonlySet<number>;
  readonly altered: ReadonlySet<number>;
  readonly withHandle: boolean;
}

const forced = ({ kind, deleted, moved, altered, withHandle }: Force) =>
  definePass({
    name: 'forced',
    kind,
    run: (parts, env) => {
      const linesOf = (at: number) => (parts.at(at)?.text ?? '').split('\n');
      return parts.map((one, at) => {
        const kept = linesOf(at)
          .filter((_, line) => !deleted.has(line % 17) && !moved.has(line % 17))
          .map((line, number) => (altered.has(number % 17) ? line.replace(/\d/g, nextDigit) : line));
        const received = linesOf(at - 1).filter((_, line) => moved.has(line % 17));
        return { ...one, text: [...kept, ...received, ...(withHandle ? [env.handle(one)] : [])].join('\n') };
      });
    },
  });

const nextDigit = (digit: string) => String((Number(digit) + 1) % 10);
const lineNumbers = fc.uniqueArray(fc.nat(16)).map((all) => new Set(all));

describe('a pass that deletes, moves and alters by force', () => {
  const force: fc.Arbitrary<Force> = fc.record({
    kind: fc.constantFrom<PassKind>('lossless', 'reversible', 'lossy'),
    deleted: lineNumbers,
    moved: fc.oneof(fc.constant(new Set<number>()), lineNumbers),
    altered: fc.oneof(fc.constant(new Set<number>()), lineNumbers),
    withHandle: fc.boolean(),
  });
  const keyOf = (fact: { readonly kind: string; readonly value: string }) => `${fact.kind} ${fact.value}`;
  const visibleFacts = (context: Context) =>
    partsOf(context)
      .filter((one) => one.kind !== 'opaque')
      .flatMap((one) => factsOf(one.text));

  it('takes no critical fact out of the context, and no other unnamed', async () => {
    await fc.assert(
      fc.asyncProperty(contexts, force, async (context, given) => {
        const { context: smaller, report } = await optimize(context, {
          level: 'aggressive',
          tokenizer: words,
          passes: [forced(given)],
        });
        const kept = new Set(visibleFacts(smaller).map(keyOf));
        const gone = visibleFacts(context).filter((fact) => !kept.has(keyOf(fact)));
        expect(gone.filter((fact) => isCritical(fact.kind))).toEqual([]);
        const distinct = new Set(gone.map(keyOf)).size;
        expect(report.facts.leftOut.reduce((sum, { count }) => sum + count, 0)).toBe(distinct);
        if (given.kind === 'lossless' || !given.withHandle) expect(distinct).toBe(0);
        if (given.kind === 'lossless') expect(report.putBack).toBe(0);
        expect(report.after).toBeLessThanOrEqual(report.before);
      }),
      { numRuns: 400 },
    );
  });

  it('still shortens what holds a critical fact, where that can be put back', async () => {
    const { context, report } = await optimize(contextOf([`${critical}\n${chatter}`]), {
      level: 'aggressive',
      tokenizer: words,
      passes: [
        forced({
          kind: 'lossy',
          deleted: new Set([0, 1, 2, 3, 4, 5]),
          moved: new Set(),
          altered: new Set(),
          withHandle: true,
        }),
      ],
    });
    expect(textsOf(context)[0]).toContain(critical);
    expect(report.after).toBeLessThan(report.before);
    expect(report.putBack).toBe(1);
  });

  it('is named if it claims to be lossless', async () => {
    const { context, report } = await optimize(contextOf([`${plain}\n${'and more\n'.repeat(9)}`]), {
      level: 'lossless',
      tokenizer: words,
      passes: [
        forced({
          kind: 'lossless',
          deleted: new Set([0]),
          moved: new Set(),
          altered: new Set(),
          withHandle: false,
        }),
      ],
    });
    expect(textsOf(context)[0]).toContain(plain);
    expect([report.undone, report.putBack]).toEqual([1, 0]);
    expect(report.passes[0]?.fault).toContain('it lost facts in 1 part,');
  });
});
