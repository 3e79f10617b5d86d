import { isObject, type JsonObject } from '../../billing/prompt-block.js';
import type { Usage } from '../../context/agent-session.js';
import { lineSpans } from '../../formats/json-lines.js';

/** The objects of a file of JSON lines. What is no object is passed over: a client that died leaves half a line. */
export function* jsonObjects(body: string): Generator<JsonObject> {
  for (const { start, end } of lineSpans(body)) {
    const value = parsedJson(body.slice(start, end));
    if (isObject(value)) yield value;
  }
}

/** Undefined for what is no JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Milliseconds since 1970, of a date or a number of them. */
export function timeOf(value: unknown): number | undefined {
  const time = typeof value === 'number' ? value : Date.parse(typeof value === 'string' ? value : '');
  return Number.isFinite(time) && time >= 0 ? time : undefined;
}

export function numberOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;
}

/** Usage as `/v1/messages` states it; undefined for what states no prompt. */
export function billedByAnthropic(usage: unknown): Usage | undefined {
  if (!isObject(usage)) return undefined;
  const input = numberOf(usage.input_tokens);
  const cacheWrite = numberOf(usage.cache_creation_input_tokens);
  const cacheRead = numberOf(usage.cache_read_input_tokens);
  if (input + cacheWrite + cacheRead === 0) return undefined;
  const written = isObject(usage.cache_creation) ? usage.cache_creation : {};
  return {
    input,
    cacheWrite,
    cacheWriteHour: numberOf(written.ephemeral_1h_input_tokens),
    cacheRead,
    output: numberOf(usage.output_tokens),
  };
}

/** Usage as OpenAI's clients state it: what was cached is a part of the input. */
export function billedByOpenai(usage: unknown): Usage | undefined {
  if (!isObject(usage)) return undefined;
  const prompt = numberOf(usage.input_tokens);
  const cacheRead = numberOf(usage.cached_input_tokens);
  const cacheWrite = numberOf(usage.cache_write_input_tokens);
  if (prompt === 0) return undefined;
  return {
    input: Math.max(0, prompt - cacheRead - cacheWrite),
    cacheWrite,
    cacheRead,
    output: numberOf(usage.output_tokens),
  };
}

/** A request's usage, told a second time when more of its answer was there. */
export function larger(first: Usage, later: Usage): Usage {
  return { ...first, output: Math.max(first.output, later.output) };
}
