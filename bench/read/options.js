import { parseArgs } from 'node:util';
import { READERS } from './measure.js';

/**
 * What the command line asks for.
 * - `--repos DIR`: checkouts, each under its repository's name; else `bench/read/checkouts`, which is filled by cloning
 * - `--only NAME`: a repository; may be given several times
 * - `--set dev|test`: questions of an even index, to tune on, or the others, held out
 * - `--tool NAME`: a tool; may be given several times
 * - `--misses`: also each question that ctxopt did not answer in full
 * @throws Error that says what is wrong
 */
export function readOptions() {
  const { values } = parseArgs({
    options: {
      repos: { type: 'string' },
      only: { type: 'string', multiple: true },
      set: { type: 'string' },
      tool: { type: 'string', multiple: true },
      misses: { type: 'boolean', default: false },
    },
  });
  if (values.set && !['dev', 'test'].includes(values.set)) throw new Error('--set is dev or test.');
  const names = READERS.map(({ name }) => name);
  const unknown = (values.tool ?? []).filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new Error(`There is no tool ${unknown.join(', ')}, only ${names.join(', ')}.`);
  return { ...values, readers: READERS.filter(({ name }) => !values.tool || values.tool.includes(name)) };
}
