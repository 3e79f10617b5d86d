import { defineCriticalFacts } from '../fact.js';
import { collapse, headsOf } from '../gate/plain-text.js';

/** How far the two sides of a comparison may stand apart, and how long a diff is read, in lines. */
const REACH = { sides: 8, diff: 80 };

const WANTED = /^(?:expected(?: [\w ]{1,30})?|want|left) *: *\S/i;
const GOT = /^(?:(?:received|actual)(?: [\w ]{1,30})?|got|but was|right) *: *\S/i;
/** Words that say as much in a style sheet as in a test. */
const AMBIGUOUS = /^(?:left|right)/i;
/** The legend of a diff: jest's and vitest's two lines, the one line of node and mocha, PHPUnit's file names. */
const LEGEND =
  /^(?:[-+]{1,3} ?(?:Expected|Received|Actual)\b.*|[-+] (?:actual|expected) [-+] (?:actual|expected))$/;
/** What ends a diff: a stack, a source listing, the next heading. */
const END = /^(?:at |❯ |File "|>?\s*\d+ [|│]|●|FAIL\b|={3,}|-{4,}|\d+\) )/;
/** An assertion's source and explanation, as pytest prints them. */
const PYTEST = /^(?:E {2,}|> {3,}(?=assert\b))(\S.*)/;

const CUE = /expected|actual|received|left *:|^E {2,}\S|^> +assert/im;

/** What a failed assertion wanted and what it got: `Expected: 2`, `- "a": 1`, `assert 3 == 4`. One fact a line. */
export const assertionDiff = defineCriticalFacts({
  name: 'assertion-diff',
  *find(plain) {
    if (!CUE.test(plain)) return;
    const lines = headsOf(plain);
    let last: Side | undefined;
    let assertion = -REACH.sides;
    let diff = { at: 0, end: 0 };
    for (const [at, line] of lines.entries()) {
      const trimmed = line.trim();
      if (trimmed === '') continue;
      if (/^assertion\b/i.test(trimmed)) assertion = at;
      const isWanted = WANTED.test(trimmed);
      const isSide = isWanted || GOT.test(trimmed);
      const isAmbiguous = AMBIGUOUS.test(trimmed);
      if (isSide && (!isAmbiguous || at - assertion < REACH.sides)) {
        const said = collapse(trimmed.replace(/ *:/, ':'), 240);
        const side = { at, isWanted, said, lines: isAmbiguous ? [assertion, at] : [at] };
        if (last && last.isWanted !== isWanted && at - last.at <= REACH.sides) {
          const lines = [...last.lines, ...side.lines];
          yield [last.said, ...lines];
          yield [said, ...lines];
        }
        last = side;
      }

      const pytest = PYTEST.exec(line);
      if (pytest) yield [collapse(pytest[1]!, 240), at];

      if (LEGEND.test(trimmed)) diff = { at, end: at + REACH.diff };
      else if (at < diff.end && END.test(trimmed)) diff = { at, end: 0 };
      else if (at < diff.end && /^[-+] *\S/.test(trimmed)) {
        yield [`${trimmed[0]} ${collapse(trimmed.slice(1), 240)}`, diff.at, at];
      }
    }
  },
});

/** One side of a comparison; a fact once the other follows, for alone it may be a key in source code. */
interface Side {
  readonly at: number;
  readonly isWanted: boolean;
  readonly said: string;
  /** The numbers of the lines that it takes to tell it from a key. */
  readonly lines: readonly number[];
}
