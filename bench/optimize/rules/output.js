import { placeOf } from '../places.js';
import { isAlarm, plain } from './alarm.js';

/** Alarms with their place in a file, as compilers and linters write them: path, position and message. */
const LOCATED = [
  /^\s*(?<path>[^\s():]+\.\w+)\((?<position>\d+,\d+)\): (?<message>(?:error|warning) .+)$/d,
  /^\s*(?<path>[^\s():]+\.\w+):(?<position>\d+:\d+)(?: -|:) (?<message>(?:fatal error|error|warning|note|info)\b.+)$/d,
  /^\s*(?<path>[^\s():]+\.\w+):(?<position>\d+): (?<message>(?:error|warning): .+|\w*(?:Error|Exception)\b.*)$/d,
];
/** An alarm under its file's heading, as eslint writes them. */
const UNDER_HEADING = /^\s+(?<position>\d+:\d+)\s+(?<message>(?:error|warning)\s.+)$/d;
const HEADING = /^(?<path>(?:\/|\.{0,2}\/|\w)[^\s:]*\.\w{1,5})$/d;
/** Where rustc, vitest and tsc's summary say that an alarm is. */
const POINTER = /^\s*(?:--> |❯ )\S+:\d+:\d+|^\s*File ".+", line \d+|^\s*\d+ +\S+\.\w+:\d+$/;
const FRAME = /^\s*at .+[:(]\d+(?::\d+)?\)?$|^\s*at .*\(?<anonymous>\)?$|^\s*❯ .+:\d+:\d+/;
const OUTSIDE = /node_modules|node:|\(<anonymous>\)|at <anonymous>|internal\//;
/** Tests that failed, and the totals of a run. */
const FAILING = /^\s*(?:FAIL(?:ED)?:?\b|ERROR:? |--- FAIL|not ok \d|✗|✖|×|❌|● |_{3,} .+ _{3,}|\d+\) \S)/;
const TOTALS =
  /^\s*(?:Tests?|Test Files|Test Suites|Suites|Snapshots):?\s+\d|^\s*\d+ (?:passing|failing|pending|passed|failed|errors?|problems?)\b|^=+ .*\d+ (?:passed|failed|error).*=+$|^\d+ (?:passed|failed).* in |^(?:ok|FAIL)\s+\S+\s+[\d.]+s|^# (?:tests|pass|fail|cancelled|skipped|todo) \d|^Ran \d+ tests|^FAILED \(|^(?:added|removed|changed|audited|up to date|found) \d|^Found \d+ error|^ℹ (?:tests|pass|fail) \d/;
/** What a failing test expected and got. */
const ASSERTION =
  /^\s*(?:Expected|Received|expected|actual):|AssertionError|\bexpected\b.*\b(?:to|but|got|received)\b/;
/** What stands above the two, line by line, with their signs. */
const COMPARED = /^\s*(?:\+ expected - actual|[-+] (?:Expected|Received|expected|actual)\b)/;
/** Lines of source that tools show beside their messages. */
const CODE = /^\s*\d+ (?:\|| {2,}\S)|^\s*(?:except|raise|catch|throw|try|assert)\b|[;{},]$/;
/** What a passing test wrote to a stream, and the titles in a tree of tests, which hold no message. */
const TITLE = /^(?:stderr|stdout) \||^\s*\w+$|^⎯+ .* ⎯+$|^⎯+ Failed/;
/** Ends such a tree. */
const TREE = /^\s+\d+ passing\b/;
/** Tests that passed have names too, and these may speak of errors. */
const PASSED =
  /^\s*(?:✓|✔|√|ok \d|PASS\b|--- PASS|=== (?:RUN|CONT|PAUSE))|\bPASSED\b|\.\.\. ok$|^\s*at .*node_modules/;

/**
 * Facts of a build's or a test run's output: `located` alarms, other `alarm` lines, the top `frame` of a stack and the top
 * one that is not a library's, names of tests that failed (`failing`), what they expected and got (`assertion`), and
 * `totals`. Whole lines, but for `located`, which is three places: path, position and message.
 */
export function outputFacts(text) {
  const facts = [];
  let heading;
  let frames = { top: false, own: false };
  let compared = false;
  const lines = text.split('\n');
  const tree = lines.findIndex((line) => TREE.test(plain(line)));
  lines.forEach((raw, at) => {
    const line = plain(raw).trimEnd();
    const place = { line: at + 1 };
    const add = (kind) => facts.push({ kind, places: [place] });
    if (line.trim() === '' || raw.length > 2000) return;
    if (COMPARED.test(line)) compared = true;
    else if (!/^\s*[-+]|^ {2}/.test(line)) compared = false;
    if (compared && /^\s*[-+]/.test(line)) {
      if (/\w/.test(line)) add('assertion');
      return;
    }
    if (FRAME.test(line)) {
      const own = !OUTSIDE.test(line);
      if (!frames.top || (own && !frames.own)) add('frame');
      frames = { top: true, own: frames.own || own };
      return;
    }
    frames = { top: false, own: false };
    const headed = HEADING.exec(raw);
    if (headed) heading = placeOf(at + 1, headed, 1);
    if (PASSED.test(line)) return;
    const located = LOCATED.map((pattern) => pattern.exec(raw)).find(Boolean);
    const under = heading && UNDER_HEADING.exec(raw);
    if (located)
      facts.push({ kind: 'located', places: [1, 2, 3].map((group) => placeOf(at + 1, located, group)) });
    else if (under)
      facts.push({
        kind: 'located',
        places: [heading, placeOf(at + 1, under, 1), placeOf(at + 1, under, 2)],
      });
    else if (TOTALS.test(line)) add('totals');
    else if (FAILING.test(line)) add('failing');
    else if (POINTER.test(line)) add('frame');
    else if (/^[E>]\s{2,}\S/.test(line)) add('assertion');
    else if (CODE.test(line) || TITLE.test(line) || (at < tree && !/[:!]/.test(line))) return;
    else if (ASSERTION.test(line)) add('assertion');
    else if (isAlarm(line)) add('alarm');
  });
  return facts;
}
