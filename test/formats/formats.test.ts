import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anthropicMessages } from '../../src/formats/anthropic-messages.js';
import { claudeCodeTranscript } from '../../src/formats/claude-code-transcript.js';
import { codexSession } from '../../src/formats/codex-session.js';
import { formatNamed, formatOf, formats } from '../../src/formats/formats.js';
import { markdown } from '../../src/formats/markdown.js';
import { messageList } from '../../src/formats/message-list.js';
import { ollamaChat } from '../../src/formats/ollama-chat.js';
import { openaiChat } from '../../src/formats/openai-chat.js';
import { openaiResponses } from '../../src/formats/openai-responses.js';
import { opencodeSession } from '../../src/formats/opencode-session.js';
import { text } from '../../src/formats/text.js';
import { toolOutput } from '../../src/formats/tool-output.js';
import { formatContract } from '../contracts/format.js';
import {
  anthropicBodies,
  codexSessions,
  messageLists,
  ollamaBodies,
  openaiBodies,
  opencodeSessions,
  responsesBodies,
  texts,
  transcripts,
} from './arbitrary-bodies.js';

function fixtures(...names: string[]): Record<string, string> {
  const folder = path.join(import.meta.dirname, '../fixtures/formats');
  return Object.fromEntries(names.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}

formatContract(anthropicMessages, {
  bodies: fixtures('anthropic-agent.json', 'anthropic-plain.json', 'anthropic-blocks.json'),
  arbitrary: anthropicBodies,
});
formatContract(openaiChat, {
  bodies: fixtures('openai-agent.json', 'openai-functions.json'),
  arbitrary: openaiBodies,
});
formatContract(openaiResponses, {
  bodies: fixtures('responses-agent.json', 'responses-scripted-agent.json', 'responses-string.json'),
  arbitrary: responsesBodies,
});
formatContract(ollamaChat, {
  bodies: fixtures('ollama-agent.json'),
  arbitrary: ollamaBodies,
  isTold: true,
});
formatContract(opencodeSession, {
  bodies: fixtures('opencode-session.json', 'opencode-session-compacted.json'),
  arbitrary: opencodeSessions,
});
formatContract(codexSession, {
  bodies: fixtures('codex-session.jsonl', 'codex-session-compacted.jsonl'),
  arbitrary: codexSessions,
});
formatContract(messageList, {
  bodies: fixtures('list-anthropic.json', 'list-openai.json', 'list-responses.json'),
  arbitrary: messageLists,
});
formatContract(claudeCodeTranscript, {
  bodies: {
    ...fixtures('transcript.jsonl', 'transcript-torn.jsonl', 'transcript-crlf-cut-off.jsonl'),
    'a transcript with a byte order mark':
      '\ufeff{"type":"user","message":{"role":"user","content":"a"}}\r\n',
  },
  arbitrary: transcripts,
});
formatContract(markdown, {
  bodies: { nothing: '', 'a document': '# Title\r\n\nWords.  \nMore words.\n' },
  arbitrary: fc.string({ unit: 'binary' }),
  isTold: true,
});
formatContract(toolOutput('npm test'), {
  bodies: { nothing: '', 'a run': '1 failed\n', 'a list of messages': '[{"role":"user","content":"a"}]' },
  arbitrary: fc.string({ unit: 'binary' }),
  isTold: true,
});
formatContract(text, {
  bodies: {
    nothing: '',
    words: 'Some words.\r\n',
    'a tool’s JSON': '{"items":[{"id":1}],"messages":[{"ruleId":"semi","line":3}]}',
    'a linter’s JSON': '[{"filePath":"a.ts","messages":[{"line":1}]}]',
    'lines of JSON': '{"level":"info","message":"started"}\n{"level":"error","message":{"text":"x"}}\n',
    'an empty list': '[]',
    'a count of messages': '{"model":"claude-opus-4-5","messages":12}',
    'JSON with an input': '{"input":["a.ts","b.ts"],"output":"dist"}',
    'a request for embeddings': '{"model":"embed-1","input":["a","b"],"encoding_format":"float"}',
    'a log of events': '{"type":"push","payload":{"size":1}}\n{"type":"response_item","payload":{}}\n',
    'JSON with info and messages': '{"info":{"version":"1"},"messages":[{"line":1}]}',
    'a log of requests':
      '{"messages":[{"role":"user","content":"a"}]}\n{"messages":[{"role":"user","content":"b"}]}\n',
  },
  arbitrary: texts,
});

describe('the list of formats', () => {
  it('finds each by its name', () => {
    for (const format of formats) expect(formatNamed(format.name)).toBe(format);
  });

  it('names the known ones when asked for another', () => {
    expect(() => formatNamed('xml')).toThrow('no format "xml"');
  });

  it('ends with the one that takes anything', () => {
    expect(formats.at(-1)).toBe(text);
    expect(formatOf('\u0000')).toBe(text);
  });
});
