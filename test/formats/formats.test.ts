import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { anthropicMessages } from '../../src/formats/anthropic-messages.js';
import { claudeCodeTranscript } from '../../src/formats/claude-code-transcript.js';
import { formatNamed, formatOf, formats } from '../../src/formats/formats.js';
import { messageList } from '../../src/formats/message-list.js';
import { openaiChat } from '../../src/formats/openai-chat.js';
import { text } from '../../src/formats/text.js';
import { formatContract } from '../contracts/format.js';
import { anthropicBodies, messageLists, openaiBodies, texts, transcripts } from './arbitrary-bodies.js';

function fixtures(...names: string[]): Record<string, string> {
  const folder = path.join(import.meta.dirname, '../fixtures/formats');
  return Object.fromEntries(names.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}

formatContract(anthropicMessages, {
  bodies: fixtures('anthropic-agent.json', 'anthropic-plain.json'),
  arbitrary: anthropicBodies,
});
formatContract(openaiChat, {
  bodies: fixtures('openai-agent.json', 'openai-functions.json'),
  arbitrary: openaiBodies,
});
formatContract(messageList, {
  bodies: fixtures('list-anthropic.json', 'list-openai.json'),
  arbitrary: messageLists,
});
formatContract(claudeCodeTranscript, {
  bodies: {
    ...fixtures('transcript.jsonl', 'transcript-crlf-cut-off.jsonl'),
    'a transcript with a byte order mark':
      '\ufeff{"type":"user","message":{"role":"user","content":"a"}}\r\n',
  },
  arbitrary: transcripts,
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
