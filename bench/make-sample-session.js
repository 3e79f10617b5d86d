// Writes bench/sample-session.jsonl: a session of a coding agent in an invented project, the same bytes every time.
// Run it with: npm run build && node bench/make-sample-session.js
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { anthropicPrompt } from '../dist/src/billing/anthropic-prompt.js';
import { tokenizerFor } from '../dist/src/tokens/tokenizer-for.js';
import { quoteTest, registry, routes } from './sample-session/modules.js';
import { numbered } from './sample-session/numbered.js';
import {
  accessLog,
  grep,
  install,
  label,
  minified,
  serviceLog,
  shipmentsJson,
  testRun,
  typeCheck,
} from './sample-session/outputs.js';
import {
  bugLine,
  fixedLines,
  nightly,
  packageJson,
  quoteAfter,
  quoteBefore,
} from './sample-session/project.js';

const ROOT = '/home/mira/parcel-desk';
const MODEL = 'claude-sonnet-4-5-20250929';
/** Tokens of system prompt and tools, and how many of them an earlier session had left in the cache. */
const STANDING = 16_800;
const CACHED = 15_300;

/** Mulberry32, a small seeded generator of random numbers. */
function seeded(seed) {
  let state = seed;
  return (n) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * n);
  };
}

const pick = seeded(20260514);
const lines = [];
let parent = null;
let calls = 0;
/** Tokens of the prompt so far, and of those that the cache holds. */
let prompt = STANDING;
let cached = CACHED;
/** The answer that goes on, line by line, until somebody else says something. */
let answer;

function tokensOf(message) {
  const { blocks } = anthropicPrompt({ model: MODEL, messages: [message] }, tokenizerFor(MODEL).count);
  return blocks.reduce((sum, { tokens }) => sum + tokens, 0);
}

function id(what) {
  const digits = createHash('sha256').update(`${what} ${lines.length}`).digest('hex');
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
}

function turn(type, message, more = {}) {
  const uuid = id(type);
  const timestamp = new Date(Date.UTC(2026, 4, 14, 8, 0, lines.length * 7)).toISOString();
  lines.push({
    parentUuid: parent,
    isSidechain: false,
    userType: 'external',
    cwd: ROOT,
    sessionId: '3f6c1b52-8d0e-4a57-9b1c-2f0c7f1f9a10',
    version: '2.1.14',
    gitBranch: 'carrier-refactor',
    type,
    message,
    uuid,
    timestamp,
    ...more,
  });
  parent = uuid;
  prompt += tokensOf(message);
  if (type === 'user') answer = undefined;
}

function user(text) {
  turn('user', { role: 'user', content: text });
}

/** A request's answer, billed as the whole prompt is marked for the cache. */
function answered(output) {
  const usage = {
    input_tokens: 0,
    cache_creation_input_tokens: prompt - cached,
    cache_read_input_tokens: cached,
    output_tokens: output,
  };
  cached = prompt;
  return { id: `msg_${id('message').replaceAll('-', '').slice(0, 24)}`, usage };
}

function assistant(...content) {
  const output = 80 + pick(400);
  answer ??= answered(output);
  const { id: name, usage } = answer;
  turn('assistant', {
    id: name,
    type: 'message',
    role: 'assistant',
    model: MODEL,
    content,
    stop_reason: null,
    usage,
  });
}

function say(text) {
  assistant({ type: 'text', text });
}

function use(name, input, output, { details, failed = false } = {}) {
  calls += 1;
  const callId = `toolu_${String(calls).padStart(2, '0')}${id(name).replaceAll('-', '').slice(0, 22)}`;
  assistant({ type: 'tool_use', id: callId, name, input });
  const result = {
    tool_use_id: callId,
    type: 'tool_result',
    content: output,
    ...(failed ? { is_error: true } : {}),
  };
  turn(
    'user',
    { role: 'user', content: [result] },
    { toolUseResult: details ?? { stdout: output.slice(0, 400), stderr: '', interrupted: false } },
  );
}

function bash(command, description, output, exitCode = 0) {
  use('Bash', { command, description }, exitCode === 0 ? output : `Exit code ${exitCode}\n${output}`, {
    failed: exitCode !== 0,
  });
}

function read(path, text, offset, limit) {
  const file = `${ROOT}/${path}`;
  const shown = numbered(text, offset, limit);
  use('Read', { file_path: file, ...(offset ? { offset, limit } : {}) }, shown, {
    details: {
      type: 'text',
      file: { filePath: file, numLines: shown.split('\n').length, startLine: offset ?? 1 },
    },
  });
}

function edit(path, before, after, result, around) {
  const file = `${ROOT}/${path}`;
  const snippet = numbered(result, around, 8);
  use(
    'Edit',
    { file_path: file, old_string: before, new_string: after },
    `The file ${file} has been updated. The lines around the edit:\n${snippet}`,
    {
      details: { filePath: file, oldString: before, newString: after },
    },
  );
}

const failing = [
  [
    "computeQuote > takes a parcel of exactly the bracket's weight",
    'test/carriers/quote.test.ts:79:19',
    "TypeError: Cannot read properties of undefined (reading 'cents')",
  ],
  [
    'computeQuote > charges fragile parcels once',
    'test/carriers/quote.test.ts:85:25',
    'AssertionError: expected 1420 to be 1375',
  ],
];
const bugAt = quoteBefore.split('\n').indexOf(bugLine) + 1;

lines.push({ type: 'summary', summary: 'Carrier refactor: zones and brackets', leafUuid: id('leaf') });
user(
  'Since the carrier refactor `npm test` is red and the nightly import leaves parcels behind with a 500. Find out why and fix it. Do not touch the public types in src/carriers/carrier.ts, partners build against them.',
);
say('I will look at the failing tests first, then at what the import logged.');
bash(
  'git status --short && git log --oneline -5',
  'Show the state of the branch',
  ' M src/carriers/registry.ts\n?? logs/\n9c41f0e Carrier refactor: brackets instead of price lists\n7be20aa Zones by carrier\n1d93c55 Retry rows of the nightly import\ne80b6f2 Label rendering at 203 dpi\n54aa901 Release 4.11.2',
);
bash('npm test', 'Run the tests', testRun(pick, failing), 1);
read('src/carriers/quote.ts', quoteBefore);
read('test/carriers/quote.test.ts', quoteTest);
read('src/routes/shipments.ts', routes);
use('Grep', { pattern: 'computeQuote', output_mode: 'content', '-n': true }, grep(pick), {
  details: { mode: 'content', numLines: 60 },
});
say(
  '`computeQuote` takes `bracket.cents` without a check. Let me see whether the compiler says so too, and what production logged.',
);
bash('npm run types', 'Type-check', typeCheck(pick), 2);
bash('docker compose logs worker --since 12h', 'Read the worker log', serviceLog(pick));
bash('tail -n 230 logs/access.log', 'Read the access log', accessLog(pick, 230));
bash("curl -s 'localhost:8080/api/shipments?limit=70'", 'Fetch shipments', shipmentsJson(pick, 70));
say(
  `Every failing shipment weighs exactly 5000 g, which is a bracket's upper bound. \`weight < candidate.upTo\` (src/carriers/quote.ts:${bugAt}) leaves the bound out, so \`find\` gives undefined for the last bracket.`,
);
read('src/carriers/quote.ts', quoteBefore, 66, 20);
edit('src/carriers/quote.ts', bugLine, fixedLines, quoteAfter, bugAt - 3);
read('src/carriers/quote.ts', quoteAfter);
bash('npm test', 'Run the tests', testRun(pick, failing.slice(1)), 1);
user(
  'Good. The label endpoint felt slow too, is that the same thing? And check that the import does not retry what can never work.',
);
bash('curl -s localhost:8080/api/shipments/shp_10434/label', 'Fetch a label', label(pick, 7200));
bash('head -c 9000 public/desk.min.js', 'Look at the client bundle', minified(pick, 9000));
read('src/carriers/registry.ts', registry);
read('src/import/nightly.ts', nightly);
read('package.json', packageJson);
say(
  'The label is a 7,200 byte PNG in base64, rendered in 41 ms: not the same thing, and not slow here. `withRetry` does not repeat a QuoteError, which is right. The last failing test expects the fragile fee once; the fixture still has the fee in the base price.',
);
bash('npm install', 'Install what the lock file names', install(pick));
read('src/routes/shipments.ts', routes);
bash('npm test -- --update-fixtures', 'Run the tests', testRun(pick, []));
bash('npm run types', 'Type-check', '\n> parcel-desk@4.12.0 types\n> tsc --noEmit\n');
bash("curl -s 'localhost:8080/api/shipments?limit=40'", 'Fetch shipments again', shipmentsJson(pick, 40));
bash('tail -n 90 logs/access.log', 'Read the access log', accessLog(pick, 90));
say(
  `Fixed: \`computeQuote\` (src/carriers/quote.ts:${bugAt}) now includes a bracket's upper bound and refuses a weight that no bracket covers. 189 tests pass, \`tsc\` exits with 0. The 17 rows in the dead letters of manifest 2026-05-13.csv can be imported again with \`npm run import -- --dead-letters\`. src/carriers/carrier.ts is unchanged.`,
);

const body = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
writeFileSync(new URL('sample-session.jsonl', import.meta.url), body);
