import type { IncomingHttpHeaders } from 'node:http';
import { anthropicPrompt } from '../../src/billing/anthropic-prompt.js';
import { anthropic } from './anthropic.js';
import type { Dialect } from './dialect.js';
import { ollama } from './ollama.js';
import { openaiChat } from './openai-chat.js';
import { openaiResponses } from './openai-responses.js';

type Request = Readonly<Record<string, unknown>>;

/** Where a model answers. */
export interface ScriptedRoute {
  readonly isScripted: true;
  readonly provider: 'anthropic' | 'openai' | 'ollama';
  readonly dialect: Dialect;
}

/** Where the answer follows from the request. */
export interface FixedRoute {
  readonly isScripted: false;
  readonly dialect: Dialect;
  answer(
    request: Request,
    countTokens: (text: string) => number,
  ): { readonly status: number; readonly body: unknown };
}

export type Route = ScriptedRoute | FixedRoute;

const CREATED = 1_767_225_600;

const ok = (
  dialect: Dialect,
  body: (request: Request, countTokens: (text: string) => number) => unknown,
): FixedRoute => ({
  isScripted: false,
  dialect,
  answer: (request, countTokens) => ({ status: 200, body: body(request, countTokens) }),
});

const routes: Readonly<Record<string, Route>> = {
  'POST /v1/messages': { isScripted: true, provider: 'anthropic', dialect: anthropic },
  'POST /v1/chat/completions': { isScripted: true, provider: 'openai', dialect: openaiChat },
  'POST /v1/responses': { isScripted: true, provider: 'openai', dialect: openaiResponses },
  'POST /api/chat': { isScripted: true, provider: 'ollama', dialect: ollama('chat') },
  'POST /api/generate': { isScripted: true, provider: 'ollama', dialect: ollama('generate') },
  'HEAD /api/hello': ok(anthropic, () => undefined),
  'POST /v1/messages/count_tokens': ok(anthropic, (request, countTokens) => ({
    input_tokens: anthropicPrompt(request, countTokens).blocks.reduce((sum, { tokens }) => sum + tokens, 0),
  })),
  'POST /v1/embeddings': ok(openaiChat, embeddings),
  'GET /api/tags': ok(ollama('chat'), () => ({
    models: [{ name: 'qwen3:8b', model: 'qwen3:8b', size: 5_000_000_000 }],
  })),
  'POST /api/embed': ok(ollama('chat'), ({ model, input }, countTokens) => ({
    model,
    embeddings: textsOf(input).map((text) => [...vectorOf(text)]),
    total_duration: 1_000_000,
    load_duration: 1_000,
    prompt_eval_count: textsOf(input).reduce((sum, text) => sum + countTokens(text), 0),
  })),
};

const anthropicModels = ok(anthropic, () => ({
  data: [
    { type: 'model', id: 'claude-opus-5', display_name: 'Claude Opus 5', created_at: '2026-07-24T00:00:00Z' },
  ],
  has_more: false,
  first_id: 'claude-opus-5',
  last_id: 'claude-opus-5',
}));
const openaiModels = ok(openaiChat, () => ({
  object: 'list',
  data: [{ id: 'gpt-4.1', object: 'model', created: CREATED, owned_by: 'openai' }],
}));

/** The dialect of `/v1/models` and of what does not exist is told by Anthropic's header. */
export function routeOf(method: string, pathname: string, headers: IncomingHttpHeaders): Route {
  const isAnthropic = headers['anthropic-version'] !== undefined;
  if (method === 'GET' && pathname === '/v1/models') return isAnthropic ? anthropicModels : openaiModels;
  return routes[`${method} ${pathname}`] ?? notFound(isAnthropic ? anthropic : openaiChat, method, pathname);
}

function notFound(dialect: Dialect, method: string, pathname: string): FixedRoute {
  const body = dialect.error('not_found_error', `No ${method} ${pathname} here.`);
  return { isScripted: false, dialect, answer: () => ({ status: 404, body }) };
}

function embeddings({ model, input, encoding_format: form }: Request, countTokens: (text: string) => number) {
  const texts = textsOf(input);
  const tokens = texts.reduce((sum, text) => sum + countTokens(text), 0);
  return {
    object: 'list',
    data: texts.map((text, index) => ({
      object: 'embedding',
      index,
      embedding:
        form === 'base64' ? Buffer.from(vectorOf(text).buffer).toString('base64') : [...vectorOf(text)],
    })),
    model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

function textsOf(input: unknown): readonly string[] {
  return (Array.isArray(input) ? input : [input]).map(String);
}

/** Eight numbers that depend on the text. */
function vectorOf(text: string): Float32Array {
  const bytes = Buffer.from(text.padEnd(8, '.'));
  return Float32Array.from({ length: 8 }, (_, index) => bytes[index]! / 256);
}
