import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factsOf, isCritical } from '../../../src/optimize/facts.js';
import { terminalNoise } from '../../../src/optimize/passes/terminal-noise.js';
import { passContract, result, textsAfter } from '../../contracts/pass.js';

const vitest = [
  '\x1b[?25l\x1b[1m\x1b[46m RUN \x1b[49m\x1b[22m \x1b[36mv4.1.12 \x1b[39m\x1b[90m/app\x1b[39m',
  ' \x1b[31m❯\x1b[39m test/a.test.ts \x1b[2m(\x1b[22m\x1b[2m3 tests\x1b[22m\x1b[2m | \x1b[22m\x1b[31m1 failed\x1b[39m\x1b[2m)\x1b[22m',
  '\x1b[31m   × adds two numbers\x1b[39m\x1b[32m 4\x1b[2mms\x1b[22m\x1b[39m',
  '\x1b[?25h',
].join('\n');
const clone = `Cloning into 'x'...\n${Array.from({ length: 30 }, (_, k) => `Receiving objects: ${String(k).padStart(3)}% (${k}/30)`).join('\r')}\rReceiving objects: 100% (30/30), 1.2 MiB | 3 MiB/s, done.\n`;

const fixtures = path.resolve(import.meta.dirname, '../../fixtures/passes/terminal-noise');
/** In the fixtures a visible sign stands for the escape character. */
const fixture = (name: string) => readFileSync(path.join(fixtures, name), 'utf8').replaceAll('␛', '\x1b');

passContract(terminalNoise, {
  'a colored test run': [result('a', vitest)],
  'a clone with progress': [result('a', clone)],
  'a build that is drawn anew': [result('a', fixture('buildkit.txt'))],
});

describe('terminal-noise', () => {
  const shown = (text: string) => textsAfter(terminalNoise, [result('a', text)])[0];

  it('takes colors and cursor codes out of a test run', () => {
    expect(shown(vitest)).toBe(
      ' RUN  v4.1.12 /app\n ❯ test/a.test.ts (3 tests | 1 failed)\n   × adds two numbers 4ms\n',
    );
  });

  it('keeps the final state of a progress line', () => {
    expect(shown(clone)).toBe(
      "Cloning into 'x'...\nReceiving objects: 100% (30/30), 1.2 MiB | 3 MiB/s, done.\n",
    );
  });

  it.each([
    [
      'tqdm',
      '  0%|    | 0/100 [00:00<?, ?it/s]\r 50%|██  | 50/100 [00:01<00:01, 49.5it/s]\r100%|████| 100/100 [00:02<00:00, 50it/s]',
      '100%|████| 100/100 [00:02<00:00, 50it/s]',
    ],
    [
      'a spinner with erase codes',
      '\x1b[2K\x1b[1G⠋ Building\x1b[2K\x1b[1G⠙ Building\x1b[2K\x1b[1G✔ Built',
      '⠙ Building\r✔ Built',
    ],
    ['a typed spinner', '- Installing\r\\ Installing\r| Installing', '| Installing'],
    ['overtyped characters', 'copied 10\b\b11\b\b12 files', 'copied 12 files'],
    ['a bold word of a manual', 'N\bNA\bAM\bME\bE', 'NAME'],
    [
      'spinner frames line by line',
      '⠋ Building\n⠙ Building\n⠹ Building\nBuilt in 3 s',
      '⠹ Building\nBuilt in 3 s',
    ],
    [
      'a hyperlink',
      'see \x1b]8;;https://example.com/log/17\x1b\\the log\x1b]8;;\x1b\\ for it',
      'see the log (https://example.com/log/17) for it',
    ],
    [
      'a hyperlink to its own text',
      '\x1b]8;;https://a.io\x07\x1b[4mhttps://a.io\x1b[0m\x1b]8;;\x07',
      'https://a.io',
    ],
    ['a window title', '\x1b]0;npm test\x07> test', '> test'],
  ])('shows %s', (_, text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it.each([
    ['line ends of Windows', 'one\r\ntwo\r\n'],
    ['line ends of an old Mac', 'id,name\r1,Ann\r2,Bo\r3,Ann'],
    ['an error that progress drew over', 'ERROR 10% of blocks are bad\rERROR 20% of blocks are bad'],
    ['a file that another one drew over', 'Downloading a.zip 100%\rDownloading b.zip 10%'],
  ])('leaves %s alone', (_, text) => {
    expect(shown(text)).toBe(text);
  });

  it.each(['buildkit', 'task-list', 'packages', 'tests'])('shows the last frame of %s', (name) => {
    expect(shown(fixture(`${name}.txt`))).toBe(fixture(`${name}.expected.txt`));
  });

  it('keeps each error that a later frame drew over, once', () => {
    const frame = (k: number) =>
      `\x1b[2A\x1b[J${k === 7 ? 'job 7 exited with code 3' : 'all is well'}\nstep ${k} of 20\n`;
    const text = `start\n\n\n${Array.from({ length: 20 }, (_, k) => frame(k + 1)).join('')}`;
    expect(shown(text)).toBe('start\njob 7 exited with code 3\nall is well\nstep 20 of 20\n');
  });

  it('leaves what stands above the frame', () => {
    expect(shown('one\ntwo\n\x1b[1A\x1b[2Kthree\n')).toBe('one\nthree\n');
  });

  it('takes a jump within the window for no step back', () => {
    expect(shown('one\ntwo\n\x1b[2J\x1b[Hthree\n')).toBe('one\ntwo\nthree\n');
  });

  it('loses no critical fact, whatever is drawn over', () => {
    const step = fc.oneof(
      fc.constantFrom(
        '\n',
        '\n',
        '\r',
        '\x1b[2K',
        '\x1b[K',
        '\x1b[J',
        '\x1b[G',
        '\x1b[3C',
        '\x1b[31m',
        '\x1b[2B',
      ),
      fc.nat({ max: 4 }).map((k) => `\x1b[${k}A`),
      fc.constantFrom(
        'exited with code 3',
        'exited with code 4',
        '✗ adds',
        'src/a.ts:3:5: error: no',
        '12%',
        'GET /a 502',
        'ok',
      ),
    );
    const critical = (text: string) =>
      factsOf(text).flatMap(({ kind, value }) => (isCritical(kind) ? [`${kind} ${value}`] : []));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const text = steps.join('');
        expect(critical(shown(text)!)).toEqual(expect.arrayContaining(critical(text)));
      }),
    );
  });

  it('marks words of a diff that differ in nothing but their color', () => {
    const red = (words: string) => `\x1b[31m${words}\x1b[m`;
    const green = (words: string) => `\x1b[32m${words}\x1b[m`;
    const diff = (body: string) =>
      `\x1b[1mdiff --git a/a.js b/a.js\x1b[m\n\x1b[1m--- a/a.js\x1b[m\n\x1b[1m+++ b/a.js\x1b[m\n\x1b[36m@@ -1 +1 @@\x1b[m\n${body}\n`;
    expect(shown(diff(`const x = ${red('30')}${green('300')};`))).toMatch(
      /\nconst x = \[-30-\]\{\+300\+\};\n$/,
    );
    expect(shown(diff(`${red('-const x = 30;')}\n${green('+')}${green('const x = 300;')}`))).toMatch(
      /\n-const x = 30;\n\+const x = 300;\n$/,
    );
  });
});
