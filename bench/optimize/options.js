import path from 'node:path';
import { parseArgs } from 'node:util';
import { KINDS } from './corpus.js';
import { ctxopt, LEVELS } from './tools/ctxopt.js';
import { tokenjuice } from './tools/tokenjuice.js';

const TOOLS = [...LEVELS.map(ctxopt), tokenjuice];

/**
 * What the command line asks for.
 * - `--data DIR`: checkouts, each under its repository's name, and `tool-outputs`; else `bench/optimize/checkouts`
 * - `--only KIND`: may be given several times
 * - `--set dev|test`: inputs to tune on, or held out
 * - `--tool NAME`: `ctxopt` (all levels), one level, or a peer; may be given several times
 * - `--input TEXT`: only inputs with this in their path
 * - `--each`: also a row for each input; `--misses`: also each fact that ctxopt lost at `balanced`
 * @throws Error that says what is wrong
 */
export function readOptions() {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: path.join(import.meta.dirname, 'checkouts') },
      only: { type: 'string', multiple: true, default: KINDS },
      set: { type: 'string' },
      tool: { type: 'string', multiple: true },
      input: { type: 'string', default: '' },
      each: { type: 'boolean', default: false },
      misses: { type: 'boolean', default: false },
    },
  });
  if (values.set && !['dev', 'test'].includes(values.set)) throw new Error('--set is dev or test.');
  const kinds = values.only.filter((kind) => !KINDS.includes(kind));
  if (kinds.length > 0) throw new Error(`There is no kind ${kinds.join(', ')}, only ${KINDS.join(', ')}.`);
  const tools = TOOLS.filter(
    ({ name, level }) =>
      !values.tool ||
      values.tool.some((wanted) => wanted === name || wanted === level || name.startsWith(`${wanted} `)),
  );
  if (tools.length === 0)
    throw new Error(`There is no such tool, only ${TOOLS.map(({ name }) => name).join(', ')}.`);
  return { ...values, tools };
}
