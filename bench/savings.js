// What results cost against what a client's own reader puts into the window: the table of the README.
import { execFileSync } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const CLI = path.join(root, 'dist/src/cli.js');

/** Sources that others wrote, from packages that this repository depends on, and a symbol of each. */
const SOURCES = [
  ['node_modules/zod/src/v4/core/util.ts', 'clone'],
  ['node_modules/zod/src/v4/core/to-json-schema.ts', 'extractDefs'],
  ['node_modules/piscina/src/index.ts', 'ThreadPool.runTask'],
  ['node_modules/ignore/index.js', 'Ignore.checkIgnore'],
  ['node_modules/jsonc-parser/lib/umd/impl/edit.js', 'setProperty'],
];

const SESSION = 'bench/sample-session.jsonl';

function ctxopt(...args) {
  const out = execFileSync(process.execPath, [CLI, ...args, '--json'], {
    cwd: root,
    env: { ...process.env, CTXOPT_HOME: ':memory:' },
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return JSON.parse(out);
}

const number = new Intl.NumberFormat('en-US');

function row(name, before, after, aim, ok = after < before) {
  const fewer = `${Math.round((1 - after / before) * 100)} % fewer`;
  return { name, value: `${number.format(before)} → ${number.format(after)}, ${fewer}`, aim, ok };
}

export async function run() {
  const rows = [];
  for (const [file, symbol] of SOURCES) {
    const outline = ctxopt('read', file, '--view', 'outline');
    const one = ctxopt('read', file, '--symbol', symbol);
    const name = file.replace('node_modules/', '');
    rows.push(row(`${name}, outline`, outline.baseline, outline.tokens.returned, 'fewer'));
    rows.push(
      row(
        `${name}, outline and ${symbol}`,
        outline.baseline,
        outline.tokens.returned + one.tokens.returned,
        'fewer',
      ),
    );
  }
  for (const level of ['lossless', 'balanced', 'aggressive']) {
    const { before, after, facts } = ctxopt('optimize', SESSION, '--level', level);
    const lost = facts.leftOut.filter(({ handle }) => !handle).length;
    rows.push(
      row(
        `${SESSION}, ${level}`,
        before,
        after,
        'fewer, no fact without a handle',
        after < before && lost === 0,
      ),
    );
  }
  return {
    title: "Tokens: a client's own read → ctxopt (o200k_base; the session: estimated for Claude)",
    rows,
  };
}
