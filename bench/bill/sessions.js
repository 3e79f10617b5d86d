// The recorded sessions that there are in a folder of checkouts: transcripts of Claude Code, sessions of Codex,
// trajectories of SWE-agent, and requests whose conversation is cut into its turns.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readRecording } from '../../dist/src/proxy/prove/read-recording.js';
import { messagesOfTrajectory } from '../optimize/trajectory.js';

const FOLDERS = [
  'SWE-agent/trajectories',
  'SWE-agent/tests/test_data/trajectories',
  'claude-reliability/snapshot-tests/tests',
  'claude-code-log/test/test_data',
  'claude-code-transcripts/tests',
  'tool-outputs',
  'sessions',
];

/** Fewer turns are no session. */
const LEAST_TURNS = 3;

/** @returns {{ name: string, recording: object }[]} by name */
export function sessionsIn(data) {
  return FOLDERS.flatMap((folder) => filesIn(path.join(data, folder)))
    .flatMap((file) => {
      const recording = recordingIn(file);
      return recording && recording.turns.length >= LEAST_TURNS
        ? [{ name: path.relative(data, file), recording }]
        : [];
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.traj$|\.jsonl$|^session-.*\.json$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

function recordingIn(file) {
  const text = readFileSync(file, 'utf8');
  try {
    return readRecording(file.endsWith('.jsonl') ? text : requestOf(JSON.parse(text)));
  } catch {
    return undefined;
  }
}

/** A conversation as one request to Claude whose last block is marked for the cache, as agents mark theirs. */
function requestOf(document) {
  const messages = document.history ? messagesOfTrajectory(document) : (document.messages ?? document);
  const system = [document.system, ...messages.filter(({ role }) => role === 'system').map(textOf)];
  const spoken = joined(messages.filter(({ role }) => role !== 'system').map(spokenOf));
  const last = spoken.at(-1).content.at(-1);
  last.cache_control = { type: 'ephemeral' };
  const words = system.filter(Boolean).join('\n');
  return JSON.stringify({
    model: 'claude-sonnet-4-5',
    max_tokens: 4096,
    ...(words ? { system: [{ type: 'text', text: words, cache_control: { type: 'ephemeral' } }] } : {}),
    messages: spoken,
  });
}

function textOf({ content }) {
  return typeof content === 'string' ? content : (content ?? []).map(({ text }) => text ?? '').join('\n');
}

/** A chat message, or one of Claude's already, as one of Claude's. */
function spokenOf(message) {
  const { role, content } = message;
  if (role === 'tool') {
    const result = { type: 'tool_result', tool_use_id: message.tool_call_id, content: textOf(message) };
    return { role: 'user', content: [result] };
  }
  if (Array.isArray(content)) return { role, content: [...content] };
  const calls = (message.tool_calls ?? []).map(({ id, function: { name, arguments: input } }) => ({
    type: 'tool_use',
    id,
    name,
    input: JSON.parse(input),
  }));
  return { role, content: [...(content ? [{ type: 'text', text: content }] : []), ...calls] };
}

function joined(messages) {
  const all = [];
  for (const message of messages.filter(({ content }) => content.length > 0)) {
    if (all.at(-1)?.role === message.role) all.at(-1).content.push(...message.content);
    else all.push(message);
  }
  return all;
}
