import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runIn } from './copies.js';

/**
 * Plays an agent's session in a copy of a repository: every tool is really run, and its result is what it printed.
 * @param {string} copy
 * @param {readonly object[]} steps `{ user }`, `{ say }`, `{ bash }`, `{ read, offset, limit }` or `{ edit, from, to }`
 * @returns an Anthropic Messages request
 */
export function playSession(copy, steps) {
  const messages = [];
  let calls = 0;
  const call = (say, name, input, result) => {
    const id = `toolu_${String(++calls).padStart(4, '0')}`;
    const words = say ? [{ type: 'text', text: say }] : [];
    messages.push({ role: 'assistant', content: [...words, { type: 'tool_use', id, name, input }] });
    messages.push({ role: 'user', content: [{ type: 'tool_result', tool_use_id: id, ...result }] });
  };
  for (const { user, say, bash, read, offset, limit, edit, from, to } of steps) {
    if (user) messages.push({ role: 'user', content: user });
    else if (bash) call(say, 'Bash', { command: bash }, shell(copy, bash));
    else if (read)
      call(
        say,
        'Read',
        { file_path: path.join(copy, read), ...(offset ? { offset, limit } : {}) },
        { content: numbered(copy, read, offset, limit) },
      );
    else if (edit)
      call(
        say,
        'Edit',
        { file_path: path.join(copy, edit), old_string: from, new_string: to },
        { content: change(copy, edit, from, to) },
      );
    else messages.push({ role: 'assistant', content: [{ type: 'text', text: say }] });
  }
  return {
    model: 'claude-sonnet-4-5',
    max_tokens: 8192,
    system: 'You are a coding agent. Make the build and the tests pass.',
    messages,
  };
}

function shell(copy, command) {
  const { text, exitCode } = runIn(copy, command);
  return exitCode === 0
    ? { content: text || '(no output)' }
    : { content: `Exit code ${exitCode}\n${text}`, is_error: true };
}

function numbered(copy, file, offset = 1, limit = 2000) {
  const lines = readFileSync(path.join(copy, file), 'utf8')
    .split('\n')
    .slice(offset - 1, offset - 1 + limit);
  return lines.map((line, at) => `${String(offset + at).padStart(6)}→${line}`).join('\n');
}

function change(copy, file, from, to) {
  const place = path.join(copy, file);
  const text = readFileSync(place, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  writeFileSync(place, text.replaceAll(from, to));
  const line = text.slice(0, text.indexOf(from)).split('\n').length;
  return `The file ${place} has been updated. Here's the result of running \`cat -n\` on a snippet of the edited file:\n${numbered(copy, file, Math.max(1, line - 4), 9)}`;
}
