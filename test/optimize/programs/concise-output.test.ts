import { describe, expect, it } from 'vitest';
import { defineOutput, type Omission, type OutputRules } from '../../../src/optimize/output.js';
import { conciseOutput } from '../../../src/optimize/programs/concise-output.js';

const rules = (leaveOut: readonly Omission[], rest: Partial<OutputRules> = {}) =>
  defineOutput({ name: 'runner', leaveOut, ...rest });

const concise = (lines: readonly string[], ...outputs: readonly OutputRules[]) =>
  conciseOutput(lines, outputs, (line) => line.includes('preserve me'));

const passed = rules([{ what: 'passed tests', line: /^ok .*$/ }]);

describe('conciseOutput', () => {
  it('puts a count in the place of each stretch of lines', () => {
    const lines = [
      'start',
      'ok first of all',
      'ok second of all',
      'no',
      'ok third of all, a longer one',
      'end',
    ];
    expect(concise(lines, passed)).toEqual({
      lines: ['start', '… 2 passed tests', 'no', '… 1 passed test', 'end'],
      summary: 'runner output without 3 of 6 lines',
    });
  });

  it('leaves a stretch that its count would not shorten', () => {
    expect(concise(['ok 1', 'ok 2', 'end'], passed)).toBeUndefined();
  });

  it('takes blank lines with the lines around them, not those at the ends', () => {
    const lines = ['', 'ok first of all', '', 'ok second of all', '', 'end'];
    expect(concise(lines, passed)?.lines).toEqual(['', '… 2 passed tests', '', 'end']);
  });

  it.each(['ok but 1 test failed', 'ok src/a.ts:3:5', 'ok warning: slow', 'ok and preserve me'])(
    'keeps the line %j',
    (line) => {
      expect(concise(['ok first of all', 'ok second of all', line], passed)?.lines).toEqual([
        '… 2 passed tests',
        line,
      ]);
    },
  );

  it('takes a line with an alarming word where its form is beyond doubt', () => {
    const sure = rules([{ what: 'passed tests', line: /^ok .*$/, sure: true }]);
    expect(concise(['ok fails on errors of src/a.ts:3:5', 'ok preserve me, error'], sure)?.lines).toEqual([
      '… 1 passed test',
      'ok preserve me, error',
    ]);
  });

  it('takes of repeated lines all but the first, alarming or not', () => {
    const repeated = rules([{ what: 'warnings shown above', line: /^warning: .*$/, repeated: true }]);
    const lines = ['warning: it is old', 'a', 'warning: it is old', 'warning: it is old', 'warning: new'];
    expect(concise(lines, repeated)?.lines).toEqual([
      'warning: it is old',
      'a',
      '… 2 warnings shown above',
      'warning: new',
    ]);
  });

  it('takes of repeated lines all but the last, if that is the state to know', () => {
    const repeated = rules([{ what: 'errors shown below', line: /^error: .*$/, repeated: 'last' }]);
    const [one, two] = ['error: the first of them is wrong', 'error: the second of them is wrong'] as const;
    expect(concise([one, two, 'again', two], repeated)?.lines).toEqual([
      one,
      '… 1 error shown below',
      'again',
      two,
    ]);
  });

  it.each<[string, Omission, readonly string[]]>([
    ['up to a line', { what: 'lines', from: /^begin/, to: /^end/ }, ['… 4 lines', 'z']],
    ['before a line', { what: 'lines', from: /^begin/, before: /^end/ }, ['… 3 lines', 'end of it', 'z']],
    ['while lines match', { what: 'lines', from: /^begin/, while: /^x/ }, ['… 3 lines', 'end of it', 'z']],
  ])('takes a block %s', (_, omission, expected) => {
    const lines = ['begin here, at the top', 'xxxxxxxxxxxx', 'xxxxxxxxxxxxxx', 'end of it', 'z'];
    expect(concise(lines, rules([omission]))?.lines).toEqual(expected);
  });

  it('takes no block that does not end', () => {
    const lines = ['begin here, at the top', 'xxxxxxxxxxxx', 'xxxxxxxxxxxxxx'];
    expect(concise(lines, rules([{ what: 'lines', from: /^begin/, to: /^end/ }]))).toBeUndefined();
  });

  it('counts finds, or lines where the rule speaks of lines', () => {
    const frames = rules([{ what: 'frames', from: /^at /, while: /^ {2}/ }]);
    expect(concise(['at one place or', '  another', 'at two places'], frames)?.lines).toEqual(['… 2 frames']);
  });

  it('applies the rules of several programs, and names those that took something', () => {
    const built = rules([{ what: 'steps', line: /^step .*$/ }], { name: 'builder' });
    const idle = rules([{ what: 'others', line: /^other .*$/ }], { name: 'idler' });
    expect(concise(['step one of the build', 'ok first of all', 'ok second'], passed, built, idle)).toEqual({
      lines: ['… 1 step, 2 passed tests'],
      summary: 'runner and builder output without 3 of 3 lines',
    });
  });

  it('shortens lines, but not alarming or preserved ones', () => {
    const short = rules([], { shorten: [{ line: /^(\w+) +-+$/, as: '$1' }] });
    const lines = ['title -------', 'error -------', 'titles ------ preserve me'];
    expect(concise(lines, short)).toEqual({
      lines: ['title', 'error -------', 'titles ------ preserve me'],
      summary: 'runner output, 1 line shortened',
    });
  });

  it('leaves alone what stands behind the last summary, because another command printed it', () => {
    const ending = rules(passed.leaveOut, { end: /^\d+ passed$/ });
    const lines = [
      'ok first of all, and a longer one',
      '1 passed',
      'ok first of all, and a longer one',
      '1 passed',
      'ok 3 of 4 files are uploaded to the server',
    ];
    expect(concise(lines, ending)?.lines).toEqual([
      '… 1 passed test',
      '1 passed',
      '… 1 passed test',
      '1 passed',
      'ok 3 of 4 files are uploaded to the server',
    ]);
  });
});
