import { itemsAt, membersAt, skipValue, stringAt } from '../formats/scan-json.js';

/** What a conversation says of the search for tools. */
export interface ToolHistory {
  /** Whether the model has searched. */
  readonly hasSearched: boolean;
  /** Names of tools that it found, and of those that it called without. */
  readonly found: ReadonlySet<string>;
  readonly known: ReadonlySet<string>;
  /** Searches whose results the client did not send back. */
  readonly unanswered: readonly Search[];
}

/** A search, as its block stands in a message. */
export interface Search {
  readonly id: string;
  /** The offset after the block. */
  readonly end: number;
  /** Names of tools that the model called after it, in the same message, and did not know before. */
  readonly called: readonly string[];
}

/**
 * @param body JSON of an Anthropic Messages request
 * @param messages where its array of them begins
 */
export function toolHistory(body: string, messages = -1): ToolHistory {
  const [found, known, answered] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const searches: { readonly id: string; readonly end: number; readonly called: string[] }[] = [];
  let before = 0;
  for (const message of itemsAt(body, messages)) {
    before = searches.length;
    for (const block of itemsAt(body, membersAt(body, message).get('content') ?? -1)) {
      const members = membersAt(body, block);
      const type = stringAt(body, members.get('type'));
      const name = stringAt(body, members.get('name')) ?? '';
      if (type === 'tool_use' && !found.has(name)) {
        const search = searches.length > before ? searches.at(-1) : undefined;
        if (search && !answered.has(search.id)) {
          search.called.push(name);
          found.add(name);
        } else known.add(name);
      } else if (type === 'server_tool_use' && name.startsWith('tool_search_tool')) {
        const id = stringAt(body, members.get('id')) ?? '';
        searches.push({ id, end: skipValue(body, block, body.length), called: [] });
      } else if (type === 'tool_search_tool_result') {
        answered.add(stringAt(body, members.get('tool_use_id')) ?? '');
        for (const each of referencesAt(body, members.get('content'))) found.add(each);
      }
    }
  }
  // One in the last message may be under way: the provider has paused, and goes on with it.
  const unanswered = searches.slice(0, before).filter(({ id }) => !answered.has(id));
  return { hasSearched: searches.length + answered.size > 0, found, known, unanswered };
}

function referencesAt(body: string, content = -1): readonly string[] {
  const references = membersAt(body, content).get('tool_references') ?? -1;
  return Array.from(
    itemsAt(body, references),
    (reference) => stringAt(body, membersAt(body, reference).get('tool_name')) ?? '',
  ).filter((name) => name !== '');
}
