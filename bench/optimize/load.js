// Reads an input as the bench needs it: the body that ctxopt is given, and the texts in it, by their place.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { messagesOfTrajectory } from './trajectory.js';

/**
 * An input: its file's SHA-256, the body, and the body's texts. Undefined if its file is not there.
 * @returns {{ sha256: string, body: string, command?: string, exitCode?: number, parts: { at: string, role: string, text: string, tool?: { name: string, input: object } }[] } | undefined}
 */
export function load(data, { path: file, as, command, exitCode }) {
  const place = path.join(data, file);
  if (!existsSync(place)) return undefined;
  const bytes = readFileSync(place);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const text = bytes.toString('utf8');
  if (as === 'text') return { sha256, body: text, command, exitCode, parts: [toolOutput(text, command)] };
  if (as === 'fixture') {
    const { input } = JSON.parse(text);
    const output = input.combinedText ?? [input.stdout, input.stderr].filter(Boolean).join('\n');
    const line = input.command ?? input.argv?.join(' ') ?? input.toolName;
    return {
      sha256,
      body: output,
      command: line,
      exitCode: input.exitCode,
      parts: [toolOutput(output, line)],
    };
  }
  const body = as === 'trajectory' ? JSON.stringify(messagesOfTrajectory(JSON.parse(text))) : text;
  return { sha256, body, parts: textsOf(body) };
}

function toolOutput(text, command) {
  return { at: '', role: 'tool', text, tool: { name: 'Bash', input: { command } } };
}

/** Every text of a role or a tool in a body of messages, JSON or lines of JSON. `at` is its JSON pointer. */
export function textsOf(body) {
  const calls = new Map();
  return messagesIn(body).flatMap(({ at, message }) => {
    const { role, content } = message;
    for (const call of message.tool_calls ?? [])
      calls.set(call.id, { name: call.function.name, input: JSON.parse(call.function.arguments) });
    if (typeof content === 'string') {
      if (role === 'tool')
        return [{ at: `${at}/content`, role, text: content, tool: calls.get(message.tool_call_id) }];
      return [{ at: `${at}/content`, role, text: content }];
    }
    return (content ?? []).flatMap((block, k) => textsOfBlock(block, `${at}/content/${k}`, role, calls));
  });
}

function textsOfBlock(block, at, role, calls) {
  if (block.type === 'text') return [{ at: `${at}/text`, role, text: block.text }];
  if (block.type === 'tool_use') calls.set(block.id, { name: block.name, input: block.input });
  if (block.type !== 'tool_result') return [];
  const tool = calls.get(block.tool_use_id);
  if (typeof block.content === 'string')
    return [{ at: `${at}/content`, role: 'tool', text: block.content, tool }];
  return (block.content ?? []).flatMap((inner, k) =>
    inner.type === 'text' ? [{ at: `${at}/content/${k}/text`, role: 'tool', text: inner.text, tool }] : [],
  );
}

function messagesIn(body) {
  const document = parse(body);
  const messages = document.messages ?? document;
  const prefix = document.messages ? '/messages' : '';
  const system =
    typeof document.system === 'string' ? [{ at: '', message: { role: 'system', content: [] } }] : [];
  return [
    ...system,
    ...messages.flatMap((entry, at) => {
      const inner = entry.role ? entry : entry.message;
      return inner?.role
        ? [{ at: entry.role ? `${prefix}/${at}` : `${prefix}/${at}/message`, message: inner }]
        : [];
    }),
  ];
}

function parse(body) {
  try {
    return JSON.parse(body);
  } catch {
    return body
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  }
}
