interface Block {
  readonly type?: string;
  readonly id?: string;
  readonly name?: string;
  readonly tool_use_id?: string;
  readonly content?: unknown;
}

interface Message {
  readonly role: string;
  readonly blocks: readonly Block[];
}

interface Tool {
  readonly name?: string;
  readonly defer_loading?: boolean;
}

/**
 * Why Anthropic refuses a request for its tools: each call has its result where it belongs, each result its call, and
 * what a search found is among the tools (platform.claude.com/docs/en/agents-and-tools/tool-use/tool-search-tool).
 * Undefined if it does not.
 */
export function toolFault(request: Readonly<Record<string, unknown>>): string | undefined {
  // What was said before in a thread is the provider's to know.
  if ((request.thread as { readonly type?: string } | undefined)?.type === 'continue') return undefined;
  const tools = listOf(request.tools) as readonly Tool[];
  if (tools.length > 0 && tools.every((tool) => tool.defer_loading === true)) {
    return 'All tools have defer_loading set. At least one tool must be non-deferred.';
  }
  const messages = joined(listOf(request.messages) as readonly { role: string; content: unknown }[]);
  for (const [index, { role, blocks }] of messages.entries()) {
    const next = messages[index + 1];
    const fault =
      role === 'assistant'
        ? (searchFault(blocks, tools) ?? callFault(blocks, next))
        : resultFault(blocks, messages[index - 1]);
    if (fault !== undefined) return `messages.${index}: ${fault}`;
  }
  return undefined;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** What one side said in turn is one message. */
function joined(
  messages: readonly { readonly role: string; readonly content: unknown }[],
): readonly Message[] {
  const all: { role: string; blocks: Block[] }[] = [];
  for (const { role, content } of messages) {
    const blocks = listOf(content) as readonly Block[];
    const last = all.at(-1);
    if (last?.role === role) last.blocks.push(...blocks);
    else all.push({ role, blocks: [...blocks] });
  }
  return all;
}

function searchFault(blocks: readonly Block[], tools: readonly Tool[]): string | undefined {
  const searches = blocks.filter(({ type }) => type === 'server_tool_use');
  const results = blocks.filter(({ type }) => type === 'tool_search_tool_result');
  const open = searches.find(({ id }) => !results.some(({ tool_use_id }) => tool_use_id === id));
  if (open) {
    return `\`${open.name}\` tool use with id \`${open.id}\` was found without a corresponding \`tool_search_tool_result\` block`;
  }
  const lost = results.find(({ tool_use_id }) => !searches.some(({ id }) => id === tool_use_id));
  if (lost)
    return `unexpected \`tool_use_id\` found in \`tool_search_tool_result\` blocks: ${lost.tool_use_id}`;
  for (const { content } of results) {
    const { tool_references } = content as { readonly tool_references?: readonly { tool_name: string }[] };
    const missing = (tool_references ?? []).find(
      ({ tool_name }) => !tools.some(({ name }) => name === tool_name),
    );
    if (missing) return `Tool reference '${missing.tool_name}' has no corresponding tool definition`;
  }
  return undefined;
}

function callFault(blocks: readonly Block[], next: Message | undefined): string | undefined {
  const answered = new Set(next?.blocks.map(({ tool_use_id }) => tool_use_id));
  const open = blocks.find(({ type, id }) => type === 'tool_use' && !answered.has(id));
  return open && `\`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${open.id}`;
}

function resultFault(blocks: readonly Block[], before: Message | undefined): string | undefined {
  const called = new Set(before?.blocks.flatMap(({ type, id }) => (type === 'tool_use' ? [id] : [])));
  const lost = blocks.find(({ type, tool_use_id }) => type === 'tool_result' && !called.has(tool_use_id));
  return lost && `unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${lost.tool_use_id}`;
}
