import { CtxoptError } from '../errors.js';
import { anthropicMessages } from './anthropic-messages.js';
import { claudeCodeTranscript } from './claude-code-transcript.js';
import { codexSession } from './codex-session.js';
import type { Format } from './format.js';
import { markdown } from './markdown.js';
import { messageList } from './message-list.js';
import { ollamaChat } from './ollama-chat.js';
import { openaiChat } from './openai-chat.js';
import { openaiResponses } from './openai-responses.js';
import { opencodeSession } from './opencode-session.js';
import { text } from './text.js';

/** Every format, the first that detects a body being its own. */
export const formats: readonly Format[] = [
  anthropicMessages,
  openaiChat,
  openaiResponses,
  ollamaChat,
  opencodeSession,
  messageList,
  claudeCodeTranscript,
  codexSession,
  markdown,
  text,
];

/** The format that a body looks like; `text` if it looks like no other. */
export function formatOf(body: string): Format {
  return formats.find((format) => format.detect(body)) ?? text;
}

/** @throws CtxoptError `invalid_input` if there is no format of that name */
export function formatNamed(name: string): Format {
  const format = formats.find((candidate) => candidate.name === name);
  if (format) return format;
  throw new CtxoptError(
    'invalid_input',
    `There is no format "${name}".`,
    `Known are: ${formats.map((known) => known.name).join(', ')}.`,
  );
}
