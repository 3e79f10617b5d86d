import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import Anthropic from '@anthropic-ai/sdk';
import { generateText, type LanguageModel, stepCountIs, streamText, tool } from 'ai';
import OpenAI from 'openai';
import { z } from 'zod';
import { call, inTurn, type Script, say, think } from './script.js';

/** A whole tool-using session of a real client. */
export interface Session {
  readonly name: string;
  /** Requests that it makes. */
  readonly requests: number;
  /** Answers what the client saw, in plain data without what differs from run to run. */
  run(url: string): Promise<unknown>;
}

export const FINAL = 'Beide Dateien sind in Ordnung: 世界 🌍.';

/** Looks at one file, at two more at once, and says what it found. What it reads is short but for a log. */
export const toolSession = (last = 'b'): Script =>
  inTurn(
    [think('I should look first.'), say('Let me look.'), call('read', { path: 'src/größe.ts' })],
    [call('read', { path: 'a "quoted" name' }), call('read', { path: last })],
    [say(FINAL)],
  );

const PROMPT = 'Check the files, please. '.repeat(300);
const SYSTEM = 'You are a careful reviewer. '.repeat(300);
const schema = { type: 'object' as const, properties: { path: { type: 'string' } }, required: ['path'] };
function read(input: unknown): string {
  const path = JSON.stringify(input);
  const lines = path.includes('.log') ? 'ok - the same as before\n'.repeat(500) : 'x = 1\n'.repeat(50);
  return `contents of ${path}\n${lines}`;
}
const ephemeral = { cache_control: { type: 'ephemeral' as const } };

// By its form no subscription's, which would not be altered.
const key = 'sk-ant-api03-0000';
const anthropicAt = (url: string) => new Anthropic({ baseURL: url, apiKey: key, maxRetries: 0 });
const openaiAt = (url: string) => new OpenAI({ baseURL: `${url}/v1`, apiKey: key, maxRetries: 0 });

async function messages(url: string, isStream: boolean): Promise<unknown> {
  const client = anthropicAt(url);
  const seen: unknown[] = [];
  const history: Anthropic.MessageParam[] = [
    { role: 'user', content: [{ type: 'text', text: PROMPT, ...ephemeral }] },
  ];
  for (;;) {
    const params = {
      model: 'claude-opus-4-8',
      max_tokens: 1024,
      system: [{ type: 'text' as const, text: SYSTEM, ...ephemeral }],
      tools: [{ name: 'read', description: 'Reads a file.', input_schema: schema, ...ephemeral }],
      messages: history,
    };
    const stream = isStream
      ? client.messages.stream(params).on('streamEvent', (event) => seen.push(structuredClone(event)))
      : undefined;
    const message = stream ? await stream.finalMessage() : await client.messages.create(params);
    seen.push(message);
    if (message.stop_reason !== 'tool_use') return seen;
    history.push({ role: 'assistant', content: message.content as Anthropic.ContentBlockParam[] });
    const results = message.content.flatMap((block) =>
      block.type === 'tool_use'
        ? [{ type: 'tool_result' as const, tool_use_id: block.id, content: read(block.input) }]
        : [],
    );
    history.push({ role: 'user', content: results });
  }
}

async function chat(url: string, isStream: boolean): Promise<unknown> {
  const client = openaiAt(url);
  const seen: unknown[] = [];
  const history: OpenAI.ChatCompletionMessageParam[] = [
    { role: 'system', content: SYSTEM },
    { role: 'user', content: PROMPT },
  ];
  for (;;) {
    const params = {
      model: 'gpt-4.1',
      messages: history,
      tools: [{ type: 'function' as const, function: { name: 'read', parameters: schema } }],
    };
    const stream = isStream
      ? client.chat.completions
          .stream({ ...params, stream_options: { include_usage: true } })
          .on('chunk', (chunk) => seen.push(structuredClone(chunk)))
      : undefined;
    const completion = stream
      ? await stream.finalChatCompletion()
      : await client.chat.completions.create(params);
    seen.push(completion);
    const { message } = completion.choices[0]!;
    const calls = message.tool_calls ?? [];
    if (calls.length === 0) return JSON.parse(JSON.stringify(seen));
    history.push({ role: 'assistant', content: message.content, tool_calls: calls });
    for (const one of calls) {
      const input = one.type === 'function' ? JSON.parse(one.function.arguments) : {};
      history.push({ role: 'tool', tool_call_id: one.id, content: read(input) });
    }
  }
}

async function responses(url: string, isStream: boolean): Promise<unknown> {
  const client = openaiAt(url);
  const seen: unknown[] = [];
  const input: OpenAI.Responses.ResponseInputItem[] = [{ role: 'user', content: PROMPT }];
  for (;;) {
    const params = {
      model: 'gpt-5.6-sol',
      instructions: SYSTEM,
      input,
      tools: [{ type: 'function' as const, name: 'read', parameters: schema, strict: false }],
    };
    const stream = isStream
      ? client.responses.stream(params).on('event', (event) => seen.push(structuredClone(event)))
      : undefined;
    const response = stream ? await stream.finalResponse() : await client.responses.create(params);
    seen.push(response);
    const calls = response.output.flatMap((item) => (item.type === 'function_call' ? [item] : []));
    if (calls.length === 0) return JSON.parse(JSON.stringify(seen));
    for (const item of response.output) {
      if (item.type !== 'function_call') input.push(item as OpenAI.Responses.ResponseInputItem);
      else input.push({ type: item.type, call_id: item.call_id, name: item.name, arguments: item.arguments });
    }
    for (const one of calls) {
      const output = read(JSON.parse(one.arguments));
      input.push({ type: 'function_call_output', call_id: one.call_id, output });
    }
  }
}

async function viaAiSdk(model: LanguageModel, isStream: boolean): Promise<unknown> {
  const params = {
    model,
    system: SYSTEM,
    prompt: PROMPT,
    maxRetries: 0,
    stopWhen: stepCountIs(5),
    tools: {
      read: tool({
        description: 'Reads a file.',
        inputSchema: z.object({ path: z.string() }),
        execute: async (input) => read(input),
      }),
    },
  };
  const deltas: string[] = [];
  const stream = isStream ? streamText(params) : undefined;
  if (stream) for await (const delta of stream.textStream) deltas.push(delta);
  const result = stream ?? (await generateText(params));
  const steps = await result.steps;
  return {
    deltas,
    text: await result.text,
    finish: await result.finishReason,
    usage: await result.totalUsage,
    steps: steps.map(({ text, reasoningText, toolCalls, toolResults, finishReason, usage }) => ({
      text,
      reasoningText,
      calls: toolCalls.map(({ toolCallId, toolName, input }) => ({ toolCallId, toolName, input })),
      results: toolResults.map(({ toolCallId, output }) => ({ toolCallId, output })),
      finishReason,
      usage,
    })),
  };
}

async function ollama(url: string, isStream: boolean): Promise<unknown> {
  const seen: unknown[] = [];
  const history: unknown[] = [{ role: 'user', content: PROMPT }];
  for (;;) {
    const reply = await fetch(`${url}/api/chat`, {
      method: 'POST',
      body: JSON.stringify({ model: 'qwen3:8b', messages: history, ...(isStream ? {} : { stream: false }) }),
    });
    const lines = (await reply.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    seen.push(reply.headers.get('content-type'), ...lines);
    const calls = lines.flatMap((line) => line.message?.tool_calls ?? []);
    if (calls.length === 0) return seen;
    history.push({ role: 'assistant', tool_calls: calls });
    for (const one of calls) history.push({ role: 'tool', content: read(one.function.arguments) });
  }
}

const aiAnthropic = (url: string) =>
  createAnthropic({ baseURL: `${url}/v1`, apiKey: key })('claude-opus-4-8');
const aiOpenai = (url: string) => createOpenAI({ baseURL: `${url}/v1`, apiKey: key });

const both = (name: string, run: (url: string, isStream: boolean) => Promise<unknown>): Session[] => [
  { name, requests: 3, run: (url) => run(url, false) },
  { name: `${name}, streaming`, requests: 3, run: (url) => run(url, true) },
];

export const sessions: readonly Session[] = [
  ...both('the Anthropic SDK', messages),
  ...both('the OpenAI SDK, chat completions', chat),
  ...both('the OpenAI SDK, responses', responses),
  ...both('the AI SDK with Anthropic', (url, isStream) => viaAiSdk(aiAnthropic(url), isStream)),
  ...both('the AI SDK with OpenAI, responses', (url, isStream) =>
    viaAiSdk(aiOpenai(url).responses('gpt-5.6-sol'), isStream),
  ),
  ...both('the AI SDK with OpenAI, chat', (url, isStream) =>
    viaAiSdk(aiOpenai(url).chat('gpt-4.1'), isStream),
  ),
  ...both('Ollama’s API', ollama),
  {
    name: 'the small endpoints',
    requests: 9,
    run: async (url) => {
      const [claude, gpt] = [anthropicAt(url), openaiAt(url)];
      const asked = { model: 'claude-opus-4-8', messages: [{ role: 'user' as const, content: 'Hello' }] };
      const post = { method: 'POST', body: JSON.stringify({ model: 'm', input: ['a', 'b'], prompt: 'c' }) };
      const hello = await fetch(`${url}/api/hello`, { method: 'HEAD' });
      return [
        hello.status,
        await claude.messages.countTokens(asked),
        (await claude.models.list()).data,
        (await gpt.models.list()).data,
        await gpt.embeddings.create({ model: 'text-embedding-3-small', input: ['a', 'bé'] }),
        await (await fetch(`${url}/api/tags`)).json(),
        await (await fetch(`${url}/api/embed`, post)).json(),
        await (await fetch(`${url}/api/generate?x=1&x=2`, post)).text(),
        await fetch(`${url}/v1/unknown/path?beta=true`, { ...post, method: 'PATCH' }).then(async (reply) => [
          reply.status,
          await reply.text(),
        ]),
      ];
    },
  },
];
