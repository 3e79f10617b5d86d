import { describe, expect, it } from 'vitest';
import { lineTemplate } from '../../src/similarity/line-template.js';

describe('lineTemplate', () => {
  it.each([
    ['timestamps', '2026-05-14T08:00:01.123Z INFO up', '2026-11-30T23:59:59.000Z INFO up'],
    ['durations and padding', 'test   5 took 1.25 s', 'test 117 took 12 s'],
    ['hashes', 'commit 7f3a2c1 pushed', 'commit 9bd04e7a pushed'],
    [
      'UUIDs',
      'job 3f6c1b52-8d0e-4a57-9b1c-2f0c7f1f9a10 done',
      'job aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee done',
    ],
    ['addresses', 'peer 10.0.0.1:8080 joined', 'peer 192.168.12.255:9 joined'],
    ['ids', 'call toolu_01Ab9xK2 ended', 'call toolu_77Zz1aB9 ended'],
    ['numbered names', 'worker12 idle', 'worker7 idle'],
  ])('is the same for lines that differ in %s', (_, a, b) => {
    expect(lineTemplate(a)).toBe(lineTemplate(b));
  });

  it.each([
    ['a word', 'worker 1 started', 'worker 1 stopped'],
    ['a unit', 'took 5 ms', 'took 5 s'],
    ['a path', 'read src/a.ts', 'read src/b.ts'],
    ['what has a number', 'port 80 open', 'port open'],
  ])('differs for lines that differ in %s', (_, a, b) => {
    expect(lineTemplate(a)).not.toBe(lineTemplate(b));
  });
});
