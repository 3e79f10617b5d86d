import { describe, expect, it } from 'vitest';
import { logTime } from '../../../src/optimize/logs/log-time.js';

describe('logTime', () => {
  it.each([
    ['2026-05-14T08:00:01.123Z INFO up', '2026-05-14T08:00:01.123Z', '2026-05-14'],
    ['2026-05-14 08:00:01,123 INFO up', '2026-05-14 08:00:01,123', '2026-05-14'],
    ['[Sun Dec 04 05:04:03 2005] [notice] up', 'Sun Dec 04 05:04:03', 'Sun Dec 04'],
    ['May  4 08:00:01 web1 sshd[1]: up', 'May  4 08:00:01', 'May  4'],
    ['10.0.0.1 - - [14/May/2026:08:00:01 +0000] "GET /"', '14/May/2026:08:00:01 +0000', '14/May/2026'],
    ['05-14 08:00:01.144  1702  2105 D Power: up', '05-14 08:00:01.144', '05-14'],
    ['260514 080001 26 INFO up', '260514 080001', '260514'],
    ['20260514-22:15:36:356|Step|1|up', '20260514-22:15:36:356', '20260514'],
    ['api.log.1.2026-05-14_08:00:00 2026-05-14 09:00:01.5 up', '2026-05-14 09:00:01.5', '2026-05-14'],
    ['- 1118354070 node up', '1118354070', ''],
    ['08:00:01 up', '08:00:01', ''],
    ['[   12.345678] usb 1-1: up', '   12.345678', ''],
    ['[123456.345678] usb 1-1: up', '123456.345678', ''],
  ])('finds the time of %j', (line, written, day) => {
    const time = logTime(line)!;
    expect(line.slice(time.start, time.end)).toBe(written);
    expect(time.day).toBe(day);
    expect(line.slice(time.clock, time.end)).toMatch(/^\d/);
  });

  it.each([
    'version 1.2.3',
    'a.ts:3:5: error',
    'call 555-1234',
    'aa:bb:cc',
    '12:30 lunch',
    '[12.345678]',
    '[1.5] x',
    'at [ 12.345678] x',
  ])('finds none in %j', (line) => {
    expect(logTime(line)).toBeUndefined();
  });
});
