import { isObject, type JsonObject, objectsOf, textOf } from '../../billing/prompt-block.js';
import type { Usage } from '../../context/agent-session.js';
import { openaiResponses } from '../endpoints/openai-responses.js';
import { baseOf, cacheAtFirst, MISSING_REQUESTS, NO_BASE } from './base-of.js';
import { counterFor, promptAt, standIn, tokensIn } from './prompt-of.js';
import { type RecordedTurn, type Recording, timesOf } from './recording.js';
import { isAnswer } from './request-recording.js';
import { billedByOpenai, jsonObjects, timeOf } from './session-fields.js';

interface Step {
  readonly model: string;
  readonly time: number | undefined;
  readonly items: readonly JsonObject[];
  readonly length: number;
  readonly answer: JsonObject[];
  billed?: Usage;
}

/** Members that the client adds to items for itself. */
const UNSENT_MEMBERS = ['metadata', 'internal_chat_message_metadata_passthrough'];
const UNSENT_ITEMS = ['ghost_snapshot'];

/** The requests of a session file of Codex: one for each answer of the model, with what stood in the window before. */
export function codexRecording(body: string): Recording {
  const { steps, instructions, session } = stepsIn(body);
  const counters = new Map(steps.map(({ model }) => [model, counterFor(model)]));
  const tokensOf = (model: string, input: readonly JsonObject[], more: JsonObject = {}) =>
    tokensIn(promptAt(openaiResponses, { model, input, ...more }, counters.get(model)!));
  const first = steps.find(({ billed }) => billed !== undefined);
  const base = first?.billed
    ? baseOf(first.billed, tokensOf(first.model, first.items.slice(0, first.length), { instructions }))
    : 0;
  const times = timesOf(steps.map(({ time }) => time));
  const turns = steps.map(
    ({ model, items, length, answer, billed }, index): RecordedTurn => ({
      endpoint: openaiResponses,
      model,
      at: times[index]!,
      output: Math.max(billed?.output ?? 0, tokensOf(model, answer)),
      ...(billed ? { billed } : {}),
      body: () =>
        Buffer.from(
          JSON.stringify({
            model,
            instructions: base > 0 ? instructions + standIn(base, counters.get(model)!) : instructions,
            input: items.slice(0, length),
            prompt_cache_key: session,
            store: false,
          }),
        ),
    }),
  );
  return {
    title: 'a Codex session',
    turns,
    supposed: [
      first
        ? `Tool definitions are not in the file: text of ${Math.round(base).toLocaleString('en-US')} tokens stands in for them, what the first bill says beyond instructions and items.`
        : NO_BASE,
      cacheAtFirst(0),
      MISSING_REQUESTS,
    ],
  };
}

function stepsIn(body: string) {
  const steps: Step[] = [];
  let items: JsonObject[] = [];
  let instructions = '';
  let session = '';
  let model = '';
  let open: Step | undefined;
  for (const { type, payload, timestamp } of jsonObjects(body)) {
    if (!isObject(payload)) continue;
    if (type === 'session_meta' && session === '') {
      const base = payload.base_instructions;
      instructions = textOf(isObject(base) ? base.text : payload.instructions);
      session = textOf(payload.id);
    } else if (type === 'turn_context') model = textOf(payload.model) || model;
    else if (type === 'compacted') {
      items = compacted(payload);
      open = undefined;
    } else if (type === 'event_msg' && payload.type === 'token_count') {
      const billed = billedByOpenai(isObject(payload.info) ? payload.info.last_token_usage : undefined);
      const last = steps.at(-1);
      if (last && billed) last.billed ??= billed;
    } else if (type === 'response_item' && !UNSENT_ITEMS.includes(textOf(payload.type))) {
      const item = sentItem(payload);
      if (!isAnswer(item)) open = undefined;
      else if (open) open.answer.push(item);
      else {
        const time = timeOf(timestamp);
        open = { model, time, items, length: items.length, answer: [item] };
        if (items.length > 0) steps.push(open);
      }
      items.push(item);
    }
  }
  return { steps, instructions, session };
}

function compacted({ replacement_history: history, message }: JsonObject): JsonObject[] {
  if (Array.isArray(history)) return objectsOf(history).map(sentItem);
  return textOf(message) === '' ? [] : [{ type: 'message', role: 'user', content: message }];
}

function sentItem(item: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(item).filter(([name]) => !UNSENT_MEMBERS.includes(name)));
}
