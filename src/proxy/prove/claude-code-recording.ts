import {
  type CountTokens,
  isObject,
  type JsonObject,
  objectsOf,
  textOf,
} from '../../billing/prompt-block.js';
import type { Usage } from '../../context/agent-session.js';
import { anthropicMessages } from '../endpoints/anthropic-messages.js';
import { baseOf, cacheAtFirst, MISSING_REQUESTS, NO_BASE } from './base-of.js';
import { counterFor, promptAt, standIn, tokensIn } from './prompt-of.js';
import { type RecordedTurn, type Recording, timesOf } from './recording.js';
import { billedByAnthropic, jsonObjects, larger, timeOf } from './session-fields.js';

interface Message {
  readonly role: 'user' | 'assistant';
  readonly content: JsonObject[];
}

/** A request: the messages before its answer, in the window as it was then. */
interface Step {
  readonly window: string;
  readonly model: string;
  readonly time: number | undefined;
  readonly messages: readonly Message[];
  readonly length: number;
  readonly answer: Message;
  billed?: Usage;
}

interface Window {
  messages: Message[];
  /** The request whose answer is being written, a line for each of its blocks. */
  open?: { readonly id: string; readonly step: Step };
}

/**
 * The requests of a session file of Claude Code: one for each answer of the model, with what stood in its window
 * before. Sub-agents have windows of their own; a compaction begins a window anew.
 */
export function claudeCodeRecording(body: string): Recording {
  const steps = stepsIn(body);
  const mark = steps.some(({ billed }) => (billed?.cacheWriteHour ?? 0) > 0)
    ? { type: 'ephemeral', ttl: '1h' }
    : { type: 'ephemeral' };
  const counters = new Map(steps.map(({ model }) => [model, counterFor(model)]));
  const tokensOf = (model: string, messages: readonly Message[]) =>
    tokensIn(promptAt(anthropicMessages, { model, messages }, counters.get(model)!));
  const bases = new Map<string, Base>();
  for (const step of steps) {
    const { window, billed, model, messages, length } = step;
    if (!billed || bases.has(window)) continue;
    const tokens = baseOf(billed, tokensOf(model, messages.slice(0, length)));
    bases.set(window, { tokens, cached: Math.min(tokens, billed.cacheRead), step });
  }
  const cached = [...bases.values()].reduce((sum, base) => sum + base.cached, 0);
  const times = timesOf(steps.map(({ time }) => time));
  const turns = steps.map((step, index): RecordedTurn => {
    const { window, model, messages, length, answer, billed } = step;
    const base = bases.get(window);
    const system = base ? standing(window, base, mark, counters.get(model)!) : [];
    return {
      endpoint: anthropicMessages,
      model,
      at: times[index]!,
      // Older clients wrote the answer down before its tokens were counted.
      output: Math.max(billed?.output ?? 0, tokensOf(model, [answer])),
      ...(billed ? { billed } : {}),
      ...(base?.step === step && base.cached > 0
        ? { before: () => Buffer.from(JSON.stringify({ model, system: system.slice(0, 1) })) }
        : {}),
      body: () =>
        Buffer.from(
          JSON.stringify({
            model,
            ...(system.length > 0 ? { system } : {}),
            messages: lastMarked(messages.slice(0, length), mark),
          }),
        ),
    };
  });
  return {
    title: 'a Claude Code transcript',
    turns,
    supposed: [
      bases.size > 0
        ? `System prompt and tool definitions are not in the file: text of ${[...bases.values()].map(({ tokens }) => Math.round(tokens).toLocaleString('en-US')).join(', ')} tokens stands in for them, what the first bill${bases.size > 1 ? ' of each window' : ''} says beyond the messages.`
        : NO_BASE,
      'The cache is marked as Claude Code marks it: behind the system prompt and at the last block, which moves.',
      cacheAtFirst(cached),
      MISSING_REQUESTS,
      ...(steps.some(({ time }) => time === undefined) ? [UNTIMED] : []),
    ],
  };
}

/** What stands in a window before its messages and is not in the file. In tokens. */
interface Base {
  readonly tokens: number;
  /** Of these, what the window's first billed request found in the cache. */
  readonly cached: number;
  /** That request. */
  readonly step: Step;
}

/** Blocks in place of tools and system prompt, marked as Claude Code marks them: what was in the cache is the first. */
function standing(
  window: string,
  { tokens, cached }: Base,
  mark: JsonObject,
  count: CountTokens,
): readonly JsonObject[] {
  return [cached, tokens - cached]
    .filter((some) => some > 0)
    .map((some) => ({ type: 'text', text: `${window}${standIn(some, count)}`, cache_control: mark }));
}

const UNTIMED =
  'Where the file does not say when a request was made, it is half a minute after the one before.';

function stepsIn(body: string): readonly Step[] {
  const windows = new Map<string, Window>();
  const steps: Step[] = [];
  for (const line of jsonObjects(body)) {
    const type = textOf(line.type);
    const id = windowOf(line);
    const window = windows.get(id) ?? { messages: [] };
    windows.set(id, window);
    if (line.subtype === 'compact_boundary') {
      window.messages = [];
      delete window.open;
    } else if (type === 'attachment') say(window, attached(line));
    else if (type === 'user' && isObject(line.message)) say(window, blocksOf(line.message.content));
    else if (type === 'assistant' && isObject(line.message) && line.message.model !== '<synthetic>') {
      const step = answer(window, id, line, line.message);
      if (step) steps.push(step);
    }
  }
  return steps;
}

function windowOf({ isSidechain, agentId, parent_tool_use_id: parent }: JsonObject): string {
  if (isSidechain === true) return textOf(agentId) || 'side chain';
  return textOf(parent) || 'main';
}

/** What the user or a tool says joins what was said since the last answer. */
function say({ messages }: Window, content: readonly JsonObject[]): void {
  if (content.length === 0) return;
  const last = messages.at(-1);
  if (last?.role === 'user') last.content.push(...content);
  else messages.push({ role: 'user', content: [...content] });
}

/** A block of an answer. The step that it begins, if it is the first. */
function answer(window: Window, name: string, line: JsonObject, message: JsonObject): Step | undefined {
  const id = textOf(line.requestId) || textOf(message.id);
  const content = blocksOf(message.content);
  const billed = billedByAnthropic(message.usage);
  if (window.open && id !== '' && id === window.open.id) {
    const { step } = window.open;
    step.answer.content.push(...content);
    if (billed) step.billed = step.billed ? larger(step.billed, billed) : billed;
    return undefined;
  }
  const said: Message = { role: 'assistant', content: [...content] };
  const step: Step = {
    window: name,
    model: textOf(message.model),
    time: timeOf(line.timestamp),
    messages: window.messages,
    length: window.messages.length,
    answer: said,
    ...(billed ? { billed } : {}),
  };
  window.messages.push(said);
  window.open = { id, step };
  return step.length > 0 ? step : undefined;
}

function attached({ attachment }: JsonObject): readonly JsonObject[] {
  const content = isObject(attachment) ? attachment.content : undefined;
  const file = isObject(content) ? content.file : undefined;
  const text = textOf(isObject(file) ? file.content : content);
  return text === '' ? [] : [{ type: 'text', text }];
}

function blocksOf(content: unknown): readonly JsonObject[] {
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', text: content }];
  return objectsOf(content);
}

function lastMarked(messages: readonly Message[], mark: JsonObject): readonly Message[] {
  const last = messages.at(-1)!;
  const content = last.content.map((block, index) =>
    index === last.content.length - 1 ? { ...block, cache_control: mark } : block,
  );
  return [...messages.slice(0, -1), { ...last, content }];
}
