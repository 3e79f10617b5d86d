import { isObject, type JsonObject, objectsOf, textOf } from '../../billing/prompt-block.js';
import { type Dialect, requestDialect } from '../../formats/request-dialect.js';
import { findModel } from '../../tokens/models.js';
import type { Endpoint } from '../endpoint.js';
import { anthropicMessages } from '../endpoints/anthropic-messages.js';
import { openaiChat } from '../endpoints/openai-chat.js';
import { openaiResponses } from '../endpoints/openai-responses.js';
import { counterFor, promptAt, tokensIn } from './prompt-of.js';
import { type RecordedTurn, type Recording, timesOf } from './recording.js';
import { jsonObjects, parsedJson, timeOf } from './session-fields.js';

const ENDPOINTS: Readonly<Record<Dialect, Endpoint>> = {
  anthropic: anthropicMessages,
  openai: openaiChat,
  'openai-responses': openaiResponses,
};

/** Whose request it is: what could be either's is told by its model. */
function endpointOf(text: string, request: JsonObject): Endpoint | undefined {
  const dialect = requestDialect(text);
  if (dialect === 'anthropic' && findModel(textOf(request.model))?.provider === 'openai') return openaiChat;
  return dialect && ENDPOINTS[dialect];
}

interface Sent {
  readonly endpoint: Endpoint;
  readonly request: JsonObject;
  readonly time: number | undefined;
  readonly bytes: Buffer;
}

/** Requests, one a line: each a body, or an object with a `body` and the `time` when it was sent. Undefined if it holds no such line. */
export function requestLinesRecording(body: string): Recording | undefined {
  const sent: Sent[] = [];
  for (const line of jsonObjects(body)) {
    const wrapped = isObject(line.body);
    const request = wrapped ? (line.body as JsonObject) : line;
    const text = JSON.stringify(request);
    const endpoint = endpointOf(text, request);
    if (!endpoint) continue;
    const time = wrapped ? timeOf(line.time) : undefined;
    sent.push({ endpoint, request, time, bytes: Buffer.from(text) });
  }
  if (sent.length === 0) return undefined;
  const times = timesOf(sent.map(({ time }) => time));
  const turns = sent.map(({ endpoint, request, bytes }, index): RecordedTurn => {
    const next = sent[index + 1]?.request;
    return {
      endpoint,
      model: textOf(request.model),
      at: times[index]!,
      output: next ? answerTokens(endpoint, next, itemsOf(request).length) : 0,
      body: () => bytes,
    };
  });
  return {
    title: 'recorded requests',
    turns,
    supposed: [
      'An answer is counted where the next request repeats it; the last one is not known.',
      ...(sent.some(({ time }) => time === undefined) ? [UNTIMED] : []),
    ],
  };
}

/** One request, cut into the requests that led to it: one before each answer in it, and itself. */
export function oneRequestRecording(body: string): Recording | undefined {
  const request = parsedJson(body);
  const endpoint = isObject(request) ? endpointOf(body, request) : undefined;
  if (!isObject(request) || !endpoint) return undefined;
  const items = itemsOf(request);
  const isEnd = (index: number) =>
    index === items.length
      ? !isAnswer(items.at(-1)!)
      : index > 0 && isAnswer(items[index]!) && !isAnswer(items[index - 1]!);
  const lengths = Array.from({ length: items.length }, (_, index) => index + 1).filter(isEnd);
  const times = timesOf(lengths.map(() => undefined));
  const marks = endpoint === anthropicMessages ? marksFromEnd(items) : [];
  const name = nameOfItems(request);
  return {
    title: 'one request, cut into its turns',
    turns: lengths.map((length, index) => ({
      endpoint,
      model: textOf(request.model),
      at: times[index]!,
      output: answerTokens(endpoint, request, length),
      body: () =>
        Buffer.from(
          JSON.stringify({
            ...request,
            [name]: withMarks(items.slice(0, length), length, marks, items.length),
          }),
        ),
    })),
    supposed: [
      UNTIMED,
      'The system prompt and the tools are taken to have been the same on every turn.',
      ...(marks.length > 0 ? ['Cache marks in messages are taken to have moved along with the end.'] : []),
    ],
  };
}

const UNTIMED = 'The file does not say when a request was made: each is half a minute after the one before.';

/** Whether an item of a conversation is the model's own. */
export function isAnswer({ role, type }: JsonObject): boolean {
  if (role !== undefined) return role === 'assistant';
  return textOf(type) !== '' && !textOf(type).endsWith('_output') && type !== 'message';
}

function nameOfItems(request: JsonObject): 'messages' | 'input' {
  return 'messages' in request ? 'messages' : 'input';
}

function itemsOf(request: JsonObject): readonly JsonObject[] {
  return objectsOf(request[nameOfItems(request)]);
}

/** Tokens of what the model said behind so many items of a request. */
function answerTokens(endpoint: Endpoint, request: JsonObject, length: number): number {
  const behind = itemsOf(request).slice(length);
  const end = behind.findIndex((item) => !isAnswer(item));
  const answer = end < 0 ? behind : behind.slice(0, end);
  const model = textOf(request.model);
  return tokensIn(promptAt(endpoint, { model, [nameOfItems(request)]: answer }, counterFor(model)));
}

interface Mark {
  /** Messages that stand behind it. */
  readonly behind: number;
  readonly control: unknown;
}

function marksFromEnd(messages: readonly JsonObject[]): readonly Mark[] {
  return messages.flatMap(({ content }, index) => {
    const marked = objectsOf(content).findLast((block) => isObject(block.cache_control));
    return marked ? [{ behind: messages.length - 1 - index, control: marked.cache_control }] : [];
  });
}

/** The messages with the marks as far from their end as they were from the whole conversation's. */
function withMarks(
  items: readonly JsonObject[],
  length: number,
  marks: readonly Mark[],
  whole: number,
): readonly JsonObject[] {
  if (marks.length === 0 || length === whole) return items;
  return items.map((item, index) => {
    const mark = marks.find(({ behind }) => behind === length - 1 - index);
    const blocks: readonly JsonObject[] =
      typeof item.content === 'string' ? [{ type: 'text', text: item.content }] : objectsOf(item.content);
    const isMarked = blocks.some(({ cache_control: control }) => control !== undefined);
    if (!mark && !isMarked) return item;
    const content = blocks.map(({ cache_control: _, ...block }, at) =>
      mark && at === blocks.length - 1 ? { ...block, cache_control: mark.control } : block,
    );
    return { ...item, content };
  });
}
