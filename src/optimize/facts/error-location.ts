import { defineCriticalFacts } from '../fact.js';
import { headsOf, matchesOf } from '../gate/plain-text.js';
import { isFileName, located } from './located.js';

/** How many lines rustc's message may stand above the place. */
const REACH = 30;

const CUE = /[:(]\d/;
const HEADER = /^(?:error|warning)\b/;

/**
 * Where a tool says that something is wrong, with its message: `src/a.ts:3:5 error TS2322: …`. Compilers and linters: tsc,
 * eslint, biome, gcc, clang, go, rustc, mypy, pytest. Stacks have an extractor of their own, and so have warnings.
 */
export const errorLocation = defineCriticalFacts({
  name: 'error-location',
  *find(plain) {
    if (!CUE.test(plain)) return;
    let file = { at: 0, name: '' };
    let header = { at: -REACH, text: '' };
    for (const [at, line] of headsOf(plain).entries()) {
      const trimmed = line.trim();
      if (HEADER.test(trimmed)) header = { at, text: trimmed };
      if (isFileName(trimmed)) file = { at, name: trimmed };

      const row = line.includes('error') && /^\s+(\d+):(\d+)\s+error\s/.exec(line);
      if (row && file.name !== '') {
        yield [located([file.name, row[1], row[2]], line.slice(row[0].length)), file.at, at];
      }

      const rust = trimmed.startsWith('--> ') && /^--> (\S.*):(\d+):(\d+)$/.exec(trimmed);
      if (rust && at - header.at < REACH && header.text.startsWith('error')) {
        yield [located(rust.slice(1), header.text), header.at, at];
      }

      const said = inParentheses(line) ?? afterColons(line);
      if (said !== undefined) yield [said, at];
    }
  },
});

/** `src/a.ts(3,5): error TS2322: …`, as by tsc, csc and cl. */
function inParentheses(line: string): string | undefined {
  if (!line.includes('error')) return undefined;
  const match = /\((\d+)(?:,(\d+))?(?:,\d+,\d+)?\)\s?: ((?:fatal )?error\b)/.exec(line);
  if (!match) return undefined;
  const file = line.slice(0, match.index).trimEnd().split(/\s/).at(-1)!;
  return located([file, match[1], match[2]], line.slice(match.index + match[0].length - match[3]!.length));
}

/** Behind what a file's name ends with. */
const PLACE = /:(?<=(?:\.[A-Za-z]\w{0,9}|[Mm]akefile|Dockerfile):)(\d+)(?::(\d+))?/g;

/** `src/a.ts:3:5: error: …` and its kin; the first such place in the line. */
function afterColons(line: string): string | undefined {
  for (const match of matchesOf(PLACE, line)) {
    const file = line
      .slice(Math.max(0, match.index - 300), match.index)
      .split(/[\s("'`]/)
      .at(-1)!;
    if (!isFileName(file)) continue;
    const rest = line.slice(match.index + match[0].length);
    const separator = /^(?::| -)? /.exec(rest)?.[0] ?? '';
    const message = rest.slice(separator.length).trim();
    if (!separator || !message || /^(?:\w*warning|note|info|hint|help)\b/i.test(message)) continue;
    const isError = /^(?:(?:fatal )?error\b|[A-Z]\w*(?:Error|Exception)\b|[EF]\d{3,4} |lint\/|parse )/.test(
      message,
    );
    const isGeneric = separator === ': ' && (match[2] !== undefined || file.endsWith('_test.go'));
    if (isError || isGeneric) return located([`${file}${match[0]}`], message);
  }
  return undefined;
}
