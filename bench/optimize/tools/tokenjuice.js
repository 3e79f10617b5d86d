// tokenjuice, as its hosts call it: the output of one command at a time, through `reduce-json`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { tokenizer } from './ctxopt.js';

const installed = path.resolve(import.meta.dirname, '../node_modules/tokenjuice');
/** After which a text counts as left as it was. */
const SECONDS = 20;
/** So that no settings of the user's count. */
const home = mkdtempSync(path.join(tmpdir(), 'ctxopt-bench-'));
process.once('exit', () => rmSync(home, { recursive: true, force: true }));

export const tokenjuice = {
  name: 'tokenjuice',
  version: () => JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8')).version,
  /** It takes what one command printed, no messages. */
  applies: ({ as }) => as === 'text' || as === 'fixture',
  async run({ path: file, body, command, exitCode }) {
    const start = performance.now();
    const { stdout, status } = spawnSync(
      process.execPath,
      [path.join(installed, 'dist/cli/main.js'), 'reduce-json'],
      {
        input: JSON.stringify({ input: { toolName: 'exec', command, exitCode, combinedText: body } }),
        encoding: 'utf8',
        env: { PATH: process.env.PATH, HOME: home, DO_NOT_TRACK: '1' },
        maxBuffer: 1 << 28,
        timeout: SECONDS * 1000,
      },
    );
    if (status !== 0) console.error(`tokenjuice gave no answer within ${SECONDS} s: ${file}`);
    const text = status === 0 ? JSON.parse(stdout).inlineText : body;
    return {
      texts: [{ at: '', text }],
      originals: [],
      tokens: tokenizer.count(text),
      seconds: (performance.now() - start) / 1000,
    };
  },
};
