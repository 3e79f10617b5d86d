import { expect, it } from 'vitest';
import { createLog } from '../../src/log.js';
import { sparingLog } from '../../src/proxy/sparing-log.js';

it('writes the same warning once a minute, with how often it came since', () => {
  const lines: Record<string, unknown>[] = [];
  let time = 0;
  const log = sparingLog(
    createLog('debug', (line) => lines.push(JSON.parse(line) as Record<string, unknown>)),
    () => time,
  );
  const warn = (reason: string) => log.warn('not optimized', { reason, cause: new Error(reason) });
  for (let n = 0; n < 5; n++) warn('full');
  warn('slow');
  log.error('not optimized');
  log.error('not optimized');
  time = 60_000;
  warn('full');
  warn('slow');
  expect(lines.map(({ level, reason, repeated }) => [level, reason, repeated])).toEqual([
    ['warn', 'full', undefined],
    ['warn', 'slow', undefined],
    ['error', undefined, undefined],
    ['error', undefined, undefined],
    ['warn', 'full', 4],
    ['warn', 'slow', undefined],
  ]);
});
