import { describe, expect, it } from 'vitest';
import { judgeOf } from '../../bench/optimize/judge.js';
import { type Fact, readPlaces, writePlace } from '../../bench/optimize/places.js';
import { factsOf, isHard } from '../../bench/optimize/rules/rules.js';

/** Which of a text's facts stand in what became of it. */
function judged(facts: readonly Fact[], before: string, after: string): readonly boolean[] {
  const stands = judgeOf([{ at: '', text: after }]);
  return facts.map((fact) => stands(fact, before.split('\n'), before));
}

function drawn(kind: string, text: string): readonly Fact[] {
  return factsOf(kind, [{ at: '', role: 'tool', text }]);
}

function fact(kind: string, ...places: readonly string[]): Fact {
  return { kind, at: '', places: places.flatMap(readPlaces) };
}

const build = `src/a.ts(3,5): error TS2304: Cannot find name 'x'.
src/b.ts(3,5): error TS2304: Cannot find name 'y'.
src/b.ts(41,7): error TS2304: Cannot find name 'x'.
Found 3 errors in 2 files.`;

describe('places', () => {
  it.each(['12', '12-15', '12:4-30'])('reads what it wrote: %s', (text) => {
    expect(readPlaces(text).map(writePlace)).toEqual([text]);
  });

  it('refuses what is no place', () => {
    expect(() => readPlaces('twelve')).toThrow('not a place: twelve');
  });
});

describe('the judge on alarms with a place', () => {
  const facts = drawn('build', build).filter(({ kind }) => kind === 'located');

  it('finds all of them in the text itself', () => {
    expect(facts).toHaveLength(3);
    expect(judged(facts, build, build)).toEqual([true, true, true]);
  });

  it('finds them grouped by file', () => {
    const after = `src/a.ts
  3:5 error TS2304: Cannot find name 'x'.
src/b.ts
  3:5 error TS2304: Cannot find name 'y'.
  41:7 error TS2304: Cannot find name 'x'.`;
    expect(judged(facts, build, after)).toEqual([true, true, true]);
  });

  it('finds them grouped by message', () => {
    const after = `error TS2304: Cannot find name 'x'.
  src/a.ts(3,5)
  src/b.ts(41,7)
error TS2304: Cannot find name 'y'.
  src/b.ts(3,5)`;
    expect(judged(facts, build, after)).toEqual([true, true, true]);
  });

  it('sees that one is gone though its words, its place and its file stand elsewhere', () => {
    const after = build.split('\n').slice(0, 2).join('\n');
    expect(judged(facts, build, after)).toEqual([true, true, false]);
  });

  it('sees that one stands under another file', () => {
    const after = "src/b.ts\n  3:5 error TS2304: Cannot find name 'x'.";
    expect(judged(facts, build, after)).toEqual([false, false, false]);
  });

  it('does not take a file for another of the same name', () => {
    const before =
      'src/one/index.ts(3,5): error TS1: x\nsrc/two/index.ts(3,5): error TS1: x\nsrc/one/b.ts(1,1): error TS2: y';
    const own = drawn('build', before);
    expect(judged(own, before, before.split('\n').slice(1).join('\n'))).toEqual([false, true, true]);
  });

  it('does not take one line number for another that begins alike', () => {
    const after = "src/a.ts(3,51): error TS2304: Cannot find name 'x'.";
    expect(judged(facts, build, after)).toEqual([false, false, false]);
  });

  it('knows a path whose folder is named once', () => {
    const before = '/long/way/src/a.c:7:9: error: no member x';
    const own = drawn('build', before);
    expect(judged(own, before, 'P = /long/way\nsrc/a.c:7:9: error: no member x')).toEqual([true]);
    expect(judged(own, before, 'src/a.c:7:9: error: no member x')).toEqual([false]);
  });
});

describe('the judge on a log', () => {
  const alarm = (second: number, id: number) => `2026-01-02 10:00:0${second} ERROR db: query ${id} failed`;
  const many = [1, 2, 3, 4, 5].map((second) => alarm(second, second * 11)).join('\n');

  it('wants each line of a message that is rare', () => {
    const before = `${alarm(1, 11)}\n2026-01-02 10:00:02 INFO db: fine\n${alarm(3, 33)}`;
    const facts = drawn('logs', before);
    expect(facts.map(({ kind }) => kind)).toEqual(['alarm', 'alarm']);
    expect(judged(facts, before, alarm(1, 11))).toEqual([true, false]);
  });

  it('wants of a frequent message its first line, and the others or their count', () => {
    const facts = drawn('logs', many);
    expect(facts.map(({ kind }) => kind)).toEqual(['repeated-alarm']);
    const [first] = many.split('\n');
    expect(judged(facts, many, many)).toEqual([true]);
    expect(judged(facts, many, `${first} ×5`)).toEqual([true]);
    expect(judged(facts, many, `${first}\n… 4 more like this`)).toEqual([true]);
    expect(judged(facts, many, `${first}\n… 3 more like this`)).toEqual([false]);
    expect(judged(facts, many, `${first}`)).toEqual([false]);
    expect(judged(facts, many, '5 times: ERROR db: query <n> failed')).toEqual([false]);
  });

  it('adds up counts of one message, and reads those that leave values out', () => {
    const facts = drawn('logs', many);
    const [first] = many.split('\n');
    expect(
      judged(
        facts,
        many,
        `${first}\n×2 … ERROR db: query {22, 33} failed\n×2 … 10:00:05 ERROR db: query {A} failed`,
      ),
    ).toEqual([true]);
    expect(judged(facts, many, `${first}\n×3 … ERROR cache: query {22, 33} failed`)).toEqual([false]);
  });

  it('takes no number within a line for a count', () => {
    const [first] = many.split('\n');
    expect(judged(drawn('logs', many), many, `${first} on db*5 at 0x5, 4 more failures`)).toEqual([false]);
  });

  it('does not let a count of several messages together pass for one', () => {
    const [first] = many.split('\n');
    expect(
      judged(drawn('logs', many), many, `${first}\n[ctxopt: 35 repeated lines, ctx:0123456789ab]`),
    ).toEqual([false]);
  });

  it('takes messages for one if only ids differ', () => {
    const ids = [
      'b1c2d3e4-aaaa-bbbb-cccc-0123456789ab',
      'ffffffff-eeee-dddd-aaaa-ba9876543210',
      '0xdeadbeef1',
      '77',
    ];
    const before = ids.map((id) => `2026-01-02 10:00:00 WARN job ${id} timed out`).join('\n');
    expect(drawn('logs', before).map(({ places }) => places.length)).toEqual([4]);
  });

  it('tells messages apart by their HTTP status', () => {
    const line = (status: number) =>
      `10.0.0.1 - - [01/Jan/2026:10:00:00 +0000] "GET /a HTTP/1.1" ${status} 12`;
    const before = [line(200), line(404), line(500)].join('\n');
    const facts = drawn('logs', before);
    expect(facts).toHaveLength(2);
    expect(judged(facts, before, line(404))).toEqual([true, false]);
  });
});

describe('the judge on JSON', () => {
  const records = [
    { id: 'a1', status: 'ok', note: 'first "one"' },
    { id: 'a2', status: 'failed', note: 'second\nline' },
    { id: 'a3', status: 'ok', note: 'third' },
  ];
  const before = JSON.stringify(records, null, 2);
  const facts = drawn('json', before).filter(({ kind }) => isHard(kind));

  it('finds ids and states in every notation', () => {
    expect(facts.map(({ kind }) => kind)).toEqual(['record', 'record', 'value', 'value', 'value']);
    const all = facts.map(() => true);
    expect(judged(facts, before, JSON.stringify(records))).toEqual(all);
    expect(
      judged(
        facts,
        before,
        '<table id,status,note>\na1,ok,"first \\"one\\""\na2,failed,"x"\na3,ok,third\n</table>',
      ),
    ).toEqual(all);
  });

  it('sees that a record or a state is gone', () => {
    expect(judged(facts, before, JSON.stringify(records.slice(0, 2)))).toEqual([
      true,
      false,
      true,
      true,
      false,
    ]);
    const wrong = JSON.stringify(records.map((record) => ({ ...record, status: 'ok' })));
    expect(judged(facts, before, wrong)).toEqual([true, true, true, false, true]);
  });

  it('looks for a state near its own record only', () => {
    const padding = 'x'.repeat(400);
    const far = `[{"id":"a2","note":"${padding}"},{"id":"zz","status":"failed"}]`;
    expect(judged([facts[3]!], before, far)).toEqual([false]);
  });
});

describe('the judge on names', () => {
  it('finds a path under its folder, or where its beginning is named once', () => {
    const before = '/home/me/work/src/deep/first.ts';
    const own = [fact('entry', '1')];
    expect(judged(own, before, '/home/me/work/src/deep: first.ts second.ts')).toEqual([true]);
    expect(judged(own, before, '…/ = /home/me/work/\n…/src/deep/first.ts')).toEqual([true]);
    expect(judged(own, before, '/home/me/work/src/…\ndeep/first.ts\n…')).toEqual([true]);
    expect(judged(own, before, '/home/me/work/src/…\nshallow.ts\n…\ndeep/first.ts')).toEqual([false]);
    expect(judged(own, before, '/home/me/work/src/deep: second.ts')).toEqual([false]);
    expect(judged(own, before, '/home/me/work/src: first.ts')).toEqual([false]);
  });
});

describe('the judge on phrases', () => {
  it('reads a letter as what it stands for', () => {
    const before = '12:00:07 [main] WARN shop.Cart: no item 7';
    const own = [fact('alarm', '1')];
    const legend = 'Letters stand for these texts:\nα = "12:00:"\nβ = " [main] "\n';
    expect(judged(own, before, `${legend}\nα07βWARN shop.Cart: no item 7`)).toEqual([true]);
    expect(judged(own, before, `${legend}\nβ07αWARN shop.Cart: no item 7`)).toEqual([false]);
    expect(judged(own, before, 'α07βWARN shop.Cart: no item 7')).toEqual([false]);
    expect(judged(own, before, `${legend}α07βWARN shop.Cart: no item 7`)).toEqual([false]);
  });
});

describe('the judge on diffs, whole lines and words', () => {
  const diff = `diff --git a/a.c b/a.c
@@ -1,4 +1,4 @@
 int a;
-  int b;
+  int c;
 int d;`;

  it('wants changed lines as a run, with their signs', () => {
    const hunks = drawn('git', diff).filter(({ kind }) => kind === 'hunk');
    expect(hunks).toHaveLength(1);
    expect(judged(hunks, diff, '-int b;\n+int c;')).toEqual([true]);
    expect(judged(hunks, diff, '-int b;\n int a;\n+int c;')).toEqual([false]);
    expect(judged(hunks, diff, 'int b;\nint c;')).toEqual([false]);
  });

  it('reads through terminal codes, blanks and escapes', () => {
    const before = '\x1b[31mFAIL\x1b[39m   a.test.ts  >  adds';
    const own = [fact('failing', '1')];
    expect(judged(own, before, 'FAIL a.test.ts > adds')).toEqual([true]);
    expect(judged(own, before, '{"output":"FAIL a.test.ts > adds\\nmore"}')).toEqual([true]);
    expect(judged(own, before, 'FAIL a.test.ts > subtracts')).toEqual([false]);
  });

  it('wants the words of people and assistants to the byte, where they stood', () => {
    const stands = judgeOf([{ at: '/0/content', text: 'Never touch  the tests.' }]);
    const words = { kind: 'words', at: '/0/content', places: [] };
    expect(stands(words, [], 'Never touch  the tests.')).toBe(true);
    expect(stands(words, [], 'Never touch the tests.')).toBe(false);
    expect(stands({ ...words, at: '/1/content' }, [], 'Never touch  the tests.')).toBe(false);
  });
});

describe('the rules', () => {
  it('take no passing test and no count of zero for an alarm', () => {
    const text = ' ✓ throws an error (3 ms)\nok 12 - error is thrown\nFound 0 errors. Watching.\n0 failed';
    expect(drawn('tests', text).filter(({ kind }) => kind === 'alarm' || kind === 'failing')).toEqual([]);
  });

  it('draw the failing test, what it expected and got, its own frame and the totals', () => {
    const text = ` FAIL  src/a.test.ts > sum > adds
AssertionError: expected 3 to be 4
    at assertEqual (node_modules/lib/assert.js:3:5)
    at sum (src/a.test.ts:9:3)
    at run (src/run.ts:1:1)
 Tests  1 failed | 7 passed (8)`;
    expect(drawn('tests', text).map(({ kind, places: [place] }) => [kind, place!.line])).toEqual([
      ['failing', 1],
      ['assertion', 2],
      ['frame', 3],
      ['frame', 4],
      ['totals', 6],
    ]);
  });
});
