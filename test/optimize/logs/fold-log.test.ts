import { describe, expect, it } from 'vitest';
import { foldLog } from '../../../src/optimize/logs/fold-log.js';

const fold = (...lines: readonly string[]) => foldLog(lines.join('\n'), () => false)?.split('\n');

describe('foldLog on the kernel’s log', () => {
  it('folds what is alike, and keeps each value of a trouble', () => {
    const line = (seconds: number, said: string) => `[${seconds.toFixed(6).padStart(12)}] ${said}`;
    const devices = [2, 3, 4, 5].map((at) =>
      line(at, `usb 1-${at}: new high-speed USB device number ${at + 7}`),
    );
    const troubles = [
      line(700.5, 'Memory cgroup out of memory: Killed process 20311 (node) total-vm:1873920kB'),
      line(
        914.25,
        'node[20544]: segfault at 0 ip 00007f1c2 sp 00007ffd error 4 in libc.so.6[7f1c000+195000]',
      ),
      line(1012.125, 'EXT4-fs error (device sda2): inode #2883585: comm node: reading directory lblock 0'),
      line(12014.5, 'Buffer I/O error on dev sda2, logical block 17, lost sync page write'),
      line(12015.5, 'Buffer I/O error on dev sda2, logical block 88, lost sync page write'),
      line(12016.5, 'Buffer I/O error on dev sda2, logical block 96, lost sync page write'),
    ];
    const folded = fold(...devices, ...troubles)!;
    expect(folded[0]).toBe(
      '×4 [    2.000000 …     5.000000] usb 1-{2, 3, 4, 5}: new high-speed USB device number {9, 10, 11, 12}',
    );
    expect(folded.slice(1, 4)).toEqual(troubles.slice(0, 3));
    for (const block of [17, 88, 96])
      expect(folded.slice(4).join('\n')).toMatch(new RegExp(`\\b${block}\\b`));
  });
});

describe('foldLog on errors', () => {
  it('shows the values before the time, and where they stand', () => {
    expect(
      fold(
        '207120 switch-3 module error 1116534650 1 link is down',
        '285082 switch-3 module error 1120712655 1 link is down',
        '66621 switch-7 module error 1127018764 1 link is down',
        '74687 switch-7 module error 1127530580 1 link is down',
        '73130 switch-3 module error 1127530581 1 link is down',
      ),
    ).toEqual([
      '207120 switch-3 module error 1116534650 1 link is down',
      '×5 {A} {B} module error … 1127530581 1 link is down',
      '  {B} → {A}: switch-3 → 207120, 285082, 73130; switch-7 → 66621, 74687',
    ]);
  });

  it('shows a single value before the time', () => {
    expect(
      fold(
        'worker 17 failed at 10:00:01: the disk is full and nothing can be written',
        'worker 18 failed at 10:00:02: the disk is full and nothing can be written',
        'worker 17 failed at 10:00:03: the disk is full and nothing can be written',
        'worker 19 failed at 10:00:04: the disk is full and nothing can be written',
        'worker 20 failed at 10:00:05: the disk is full and nothing can be written',
      ),
    ).toEqual([
      'worker 17 failed at 10:00:01: the disk is full and nothing can be written',
      '×5 worker {17 ×2, 18, 19, 20} failed at … 10:00:05: the disk is full and nothing can be written',
    ]);
  });

  it('leaves out what stands before the time if it is the same', () => {
    expect(
      fold(
        '[Fri Jun 10 11:32:39 2005] [error] mod_jk child 17 cannot be started',
        '[Fri Jun 10 11:32:40 2005] [error] mod_jk child 18 cannot be started',
        '[Fri Jun 10 11:32:41 2005] [error] mod_jk child 19 cannot be started',
        '[Fri Jun 10 11:32:41 2005] [error] mod_jk child 20 cannot be started',
        '[Fri Jun 10 11:32:44 2005] [error] mod_jk child 21 cannot be started',
      ),
    ).toEqual([
      '[Fri Jun 10 11:32:39 2005] [error] mod_jk child 17 cannot be started',
      '×5 … 11:32:44 2005] [error] mod_jk child {17, 18, 19, 20, 21} cannot be started',
    ]);
  });

  it('keeps apart what has other letters in a code', () => {
    const line = (second: number, place: string) =>
      `10:00:0${second} ERROR the link of ${place} has expired and no other leads there`;
    expect(
      fold(
        line(1, '0N02'),
        line(2, '1T01'),
        line(3, '1N00'),
        line(4, '0T03'),
        line(5, '3N03'),
        line(6, '2T02'),
      ),
    ).toEqual([
      line(1, '0N02'),
      '×3 … 10:00:05 ERROR the link of {0N02, 1N00, 3N03} has expired and no other leads there',
      line(2, '1T01'),
      '×3 … 10:00:06 ERROR the link of {1T01, 0T03, 2T02} has expired and no other leads there',
    ]);
  });

  it('takes addresses for numbers, whatever letters they have', () => {
    const line = (second: number, address: string) => `10:00:0${second} ERROR no route to ${address}`;
    const addresses = ['fe80::1c2d', 'fe80::9aa4', 'fe80::b0b7', 'fe80::37e1', 'fe80::4c4d'];
    expect(fold(...addresses.map((address, k) => line(k, address)))).toEqual([
      line(0, 'fe80::1c2d'),
      `×5 … 10:00:04 ERROR no route to {${addresses.join(', ')}}`,
    ]);
  });

  it('takes no number for the time that another line of the kind has at its place', () => {
    const lines = [12, 1700000001, 13, 1700000002, 14, 1700000003].map(
      (job) => `ERROR job ${job} was lost, and so were all that waited for it`,
    );
    const text = fold(...lines)?.join('\n') ?? lines.join('\n');
    for (const job of [12, 13, 14]) expect(text).toMatch(new RegExp(`\\b${job}\\b`));
    expect(text).not.toContain('\u0001');
  });

  it('leaves whole what few of many say otherwise', () => {
    const failed = [17, 55, 56, 101];
    const line = (shard: number) =>
      `2026-01-02T10:${String(Math.floor(shard / 60)).padStart(2, '0')}:${String(shard % 60).padStart(2, '0')}Z shard ${shard} status=${failed.includes(shard) ? 137 : 0} temp ${shard === 70 ? 999.9 : 20 + (shard % 10) / 10}C`;
    const folded = fold(...Array.from({ length: 130 }, (_, shard) => line(shard)))!;
    for (const shard of [...failed, 70]) {
      const said = line(shard).slice(line(0).indexOf(' '));
      expect(
        folded.some((one) => one.endsWith(said)),
        said,
      ).toBe(true);
    }
    expect(folded.length).toBeLessThan(10);
  });
});
