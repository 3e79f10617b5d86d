import type { Prompt, PromptBlock } from './prompt.js';
import {
  type CountTokens,
  isObject,
  type JsonObject,
  objectsOf,
  PICTURE_TOKENS,
  promptBlock,
  textOf,
} from './prompt-block.js';

/** What OpenAI's two APIs have in common: something said, called or answered. */
interface Item {
  readonly role: string;
  readonly kind: PromptBlock['kind'];
  readonly parts: readonly JsonObject[];
}

/**
 * The prompt of a request to `/v1/chat/completions` or `/v1/responses`, by
 * developers.openai.com/api/docs/guides/prompt-caching: tools, instructions, conversation, and the settings that are
 * part of the prefix. What the provider itself holds (`previous_response_id`) is not seen here.
 * @param body as parsed from JSON; what is not as the API wants it is passed over
 * @param scope of the cache: the organization of the key
 */
export function openaiPrompt(body: unknown, countTokens: CountTokens, scope = ''): Prompt {
  const request = isObject(body) ? body : {};
  const items = 'messages' in request ? chatItems(request) : responseItems(request);
  const options = isObject(request.prompt_cache_options) ? request.prompt_cache_options : {};
  const isImplicit = options.mode !== 'explicit';
  const blocks = [
    ...objectsOf(request.tools).map((tool) =>
      promptBlock(tool, countTokens(JSON.stringify(tool)), { section: 'tools', kind: 'other' }),
    ),
    ...items.flatMap((item, index) => itemBlocks(item, isImplicit && endsTurn(items, index), countTokens)),
  ];
  return {
    provider: 'openai',
    model: textOf(request.model),
    scope: `${scope}\n${textOf(request.prompt_cache_key)}`,
    blocks,
    settings: {
      tools: JSON.stringify([
        request.parallel_tool_calls,
        request.response_format,
        request.text,
        request.reasoning,
        request.reasoning_effort,
        request.verbosity,
      ]),
    },
  };
}

function chatItems(request: JsonObject): readonly Item[] {
  return objectsOf(request.messages).flatMap((message): Item[] => {
    const role = textOf(message.role);
    const said = partsOf(message.content);
    if (role === 'tool') return [{ role, kind: 'tool_result', parts: said }];
    const calls = objectsOf(message.tool_calls);
    return [
      ...(said.length > 0 ? [{ role, kind: 'other' as const, parts: said }] : []),
      ...(calls.length > 0 ? [{ role, kind: 'tool_use' as const, parts: calls }] : []),
    ];
  });
}

function responseItems(request: JsonObject): readonly Item[] {
  const input: readonly JsonObject[] =
    typeof request.input === 'string' ? [{ role: 'user', content: request.input }] : objectsOf(request.input);
  const instructions = partsOf(request.instructions);
  return [
    ...(instructions.length > 0 ? [{ role: 'developer', kind: 'other' as const, parts: instructions }] : []),
    ...input.map((item): Item => {
      if (item.type === 'function_call_output' || item.type === 'custom_tool_call_output') {
        return { role: 'tool', kind: 'tool_result', parts: partsOf(item.output) };
      }
      if (item.role === undefined) {
        const kind = item.type === 'reasoning' ? 'thinking' : 'tool_use';
        return { role: 'assistant', kind, parts: [item] };
      }
      // Tools that are defined as an item have a role and no content.
      const parts = item.type === 'additional_tools' ? [item] : partsOf(item.content);
      return { role: textOf(item.role), kind: 'other', parts };
    }),
  ];
}

function partsOf(content: unknown): readonly JsonObject[] {
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', text: content }];
  return objectsOf(content);
}

/** After what the user says, after the last of several results of tools, after the first instructions. */
function endsTurn(items: readonly Item[], index: number): boolean {
  const { role, kind } = items[index]!;
  const next = items[index + 1];
  if (kind === 'tool_result') return next?.kind !== 'tool_result';
  if (role === 'user') return true;
  return (
    isInstruction(items[index]!) &&
    items.slice(0, index).every(isInstruction) &&
    !(next && isInstruction(next))
  );
}

function isInstruction({ role }: Item): boolean {
  return role === 'system' || role === 'developer';
}

function itemBlocks({ role, kind, parts }: Item, isEnd: boolean, countTokens: CountTokens): PromptBlock[] {
  return parts.map((part, index) => {
    const { prompt_cache_breakpoint: breakpoint, ...content } = part;
    return promptBlock([role, content], tokensOf(content, countTokens), {
      section: isInstruction({ role, kind, parts }) ? 'system' : 'messages',
      kind,
      ...(isObject(breakpoint) ? { mark: 'short' as const } : {}),
      ...(isEnd && index === parts.length - 1 ? { endsTurn: true } : {}),
    });
  });
}

function tokensOf(part: JsonObject, countTokens: CountTokens): number {
  if (typeof part.text === 'string') return countTokens(part.text);
  const type = textOf(part.type);
  return /image|file|audio/.test(type) ? PICTURE_TOKENS : countTokens(JSON.stringify(part));
}
