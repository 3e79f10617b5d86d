import { type CacheRules, cacheRulesOf } from './cache-rules.js';
import type { Prompt, PromptBlock, Section } from './prompt.js';
import {
  type CountTokens,
  isObject,
  type JsonObject,
  objectsOf,
  PICTURE_TOKENS,
  promptBlock,
  textOf,
} from './prompt-block.js';

/**
 * The prompt of a request to `/v1/messages`, by platform.claude.com/docs/en/build-with-claude/prompt-caching: tools
 * (those that are deferred are not in it), system, messages, and the settings that break the cache of a section.
 * Thinking settings count as the messages' alone; on some models, which are not named, they stand before the tools.
 * @param body as parsed from JSON; what is not as the API wants it is passed over
 * @param scope of the cache: the workspace of the key
 */
export function anthropicPrompt(body: unknown, countTokens: CountTokens, scope = ''): Prompt {
  const request = isObject(body) ? body : {};
  const model = textOf(request.model);
  const rules = cacheRulesOf('anthropic', model);
  const tools = objectsOf(request.tools).filter((tool) => tool.defer_loading !== true);
  const messages = spokenMessages(objectsOf(request.messages), rules);
  const contents = messages.flatMap(({ content }) => blocksOf(content));
  const blocks = [
    ...tools.filter((tool) => !isWebSearch(tool)).map((tool) => blockOf(tool, 'tools', '', countTokens)),
    ...tools.filter(isWebSearch).map((tool) => blockOf(tool, 'system', '', countTokens)),
    ...blocksOf(request.system).map((block) => blockOf(block, 'system', '', countTokens)),
    ...messages.flatMap(({ role, content }) =>
      blocksOf(content).map((block) => blockOf(block, 'messages', textOf(role), countTokens)),
    ),
  ];
  return {
    provider: 'anthropic',
    model,
    scope,
    settings: {
      system: JSON.stringify([request.speed, contents.some(hasCitations)]),
      messages: JSON.stringify([
        isObject(request.tool_choice) && isPlainAuto(request.tool_choice) ? undefined : request.tool_choice,
        request.thinking,
        effortOf(request, rules),
        contents.some(hasImage),
      ]),
    },
    ...withAutomaticMark(blocks, request.cache_control),
  };
}

/** Marks the last block that can be marked, as one `cache_control` for the whole request asks. */
function withAutomaticMark(
  blocks: readonly PromptBlock[],
  control: unknown,
): Pick<Prompt, 'blocks' | 'fault'> {
  const mark = markOf(control);
  const last = blocks.findLastIndex(({ kind, tokens }) => kind !== 'thinking' && tokens > 0);
  if (mark === undefined || last === -1) return { blocks };
  const own = blocks[last]!.mark;
  if (own !== undefined && own !== mark) {
    return { blocks, fault: 'cache_control of the request and of its last block have different ttls' };
  }
  return { blocks: blocks.map((block, index) => (index === last ? { ...block, mark } : block)) };
}

/** Earlier models see no thinking that stands before the user's last words; results of tools are none. */
function spokenMessages(
  messages: readonly JsonObject[],
  { keepsThinking }: CacheRules,
): readonly JsonObject[] {
  if (keepsThinking) return messages;
  const spoken = messages.findLastIndex(
    ({ role, content }) => role === 'user' && blocksOf(content).some(({ type }) => type !== 'tool_result'),
  );
  return messages.map((message, index) =>
    index < spoken && message.role === 'assistant'
      ? { ...message, content: blocksOf(message.content).filter((block) => kindOf(block) !== 'thinking') }
      : message,
  );
}

/** A content's blocks; a string is a block of text. */
function blocksOf(content: unknown): readonly JsonObject[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : objectsOf(content);
}

function blockOf(block: JsonObject, section: Section, role: string, countTokens: CountTokens): PromptBlock {
  const { cache_control: control, ...content } = block;
  const mark = markOf(control);
  return promptBlock([role, content], tokensOf(content, section, countTokens), {
    section,
    kind: section === 'messages' ? kindOf(block) : 'other',
    ...(mark === undefined ? {} : { mark }),
  });
}

function markOf(control: unknown): PromptBlock['mark'] {
  if (!isObject(control)) return undefined;
  return control.ttl === '1h' ? 'hour' : 'short';
}

function kindOf({ type }: JsonObject): PromptBlock['kind'] {
  if (type === 'thinking' || type === 'redacted_thinking') return 'thinking';
  return type === 'tool_use' || type === 'tool_result' ? type : 'other';
}

function tokensOf(block: JsonObject, section: Section, countTokens: CountTokens): number {
  if (section === 'tools') return countTokens(JSON.stringify(block));
  switch (block.type) {
    case 'text':
      return countTokens(textOf(block.text));
    case 'thinking':
      return countTokens(textOf(block.thinking));
    case 'tool_use':
      return countTokens(`${textOf(block.name)} ${JSON.stringify(block.input)}`);
    case 'tool_result':
      return blocksOf(block.content).reduce((sum, part) => sum + tokensOf(part, section, countTokens), 0);
    case 'image':
      return PICTURE_TOKENS;
    case 'document':
      return isObject(block.source) && block.source.type === 'text'
        ? countTokens(textOf(block.source.data))
        : PICTURE_TOKENS;
    default:
      return countTokens(JSON.stringify(block));
  }
}

/** Switching it changes the system prompt, not the tools. */
function isWebSearch({ type }: JsonObject): boolean {
  return textOf(type).startsWith('web_search_');
}

function hasCitations({ citations }: JsonObject): boolean {
  return isObject(citations) && citations.enabled === true;
}

function hasImage(block: JsonObject): boolean {
  return block.type === 'image' || (block.type === 'tool_result' && objectsOf(block.content).some(hasImage));
}

/** `auto` is what leaving it out means. */
function isPlainAuto(choice: JsonObject): boolean {
  return choice.type === 'auto' && Object.keys(choice).length === 1;
}

function effortOf(request: JsonObject, { defaultEffort }: CacheRules): unknown {
  const effort = isObject(request.output_config) ? request.output_config.effort : undefined;
  return effort ?? defaultEffort;
}
