// Requests as agents send them: a conversation of calls and results of a wanted length, each of its own words.

import { generator, pick } from '../random.js';

/** Letters of one result, about. */
const RESULT = 4000;

/** A request whose conversation has results of so many letters in all; the same seed makes the same beginning. */
export function conversation(letters, seed) {
  const random = generator(seed);
  const count = Math.max(1, Math.round(letters / RESULT));
  const size = letters / count;
  const messages = [{ role: 'user', content: `Find out why ${word(random)} fails.` }];
  for (let at = 0; at < count; at++) {
    const id = `toolu_${seed}_${at}`;
    const { command, text } = RESULTS[at % RESULTS.length](random, size);
    messages.push(
      { role: 'assistant', content: [{ type: 'tool_use', id, name: 'Bash', input: { command } }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: text }] },
    );
  }
  return bodyOf(messages);
}

/** A request of words alone: there is nothing in it that may be rewritten. */
export function words(letters, seed) {
  const random = generator(seed);
  let text = '';
  while (text.length < letters) text += `${word(random)} does not answer ${word(random)}. `;
  return bodyOf([{ role: 'user', content: text }]);
}

function bodyOf(messages) {
  return Buffer.from(JSON.stringify({ model: 'claude-sonnet-4-5', max_tokens: 1000, messages }));
}

const RESULTS = [log, file, listing];

function log(random, size) {
  const line = (at) =>
    `2026-11-21T15:${two(at / 60)}:${two(at)}.120Z INFO [worker-${pick(random, 4)}] ${word(random)} answered in ${pick(random, 900)} ms`;
  return { command: `cat ${word(random)}.log`, text: filled(line, size) };
}

function file(random, size) {
  const line = (at) =>
    `${String(at + 1).padStart(6)}\tconst ${word(random)} = ${word(random)}(${pick(random, 99)});`;
  return { command: `cat -n src/${word(random)}.ts`, text: filled(line, size) };
}

function listing(random, size) {
  const line = () =>
    `src/${word(random)}/${word(random)}.ts:${pick(random, 400)}: import { ${word(random)} }`;
  return { command: `grep -rn import src/${word(random)}`, text: filled(line, size) };
}

function filled(line, size) {
  const lines = [];
  for (let length = 0; length < size; length += lines.at(-1).length + 1) lines.push(line(lines.length));
  return lines.join('\n');
}

const two = (number) => String(Math.floor(number) % 60).padStart(2, '0');
const STEMS = ['store', 'token', 'parse', 'cache', 'render', 'handle', 'model', 'path', 'ledger', 'frame'];

function word(random) {
  return `${STEMS[pick(random, STEMS.length)]}-${STEMS[pick(random, STEMS.length)]}${pick(random, 5000)}`;
}
