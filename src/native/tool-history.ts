import { itemsAt, membersAt, stringAt } from '../formats/scan-json.js';

/** What a conversation says of the search for tools. */
export interface ToolHistory {
  /** Whether the model has searched. */
  readonly hasSearched: boolean;
  /** Names of tools that it found, and of those that it called without. */
  readonly found: ReadonlySet<string>;
  readonly known: ReadonlySet<string>;
}

/**
 * @param body JSON of an Anthropic Messages request
 * @param messages where its array of them begins
 */
export function toolHistory(body: string, messages = -1): ToolHistory {
  const [found, known] = [new Set<string>(), new Set<string>()];
  let hasSearched = false;
  for (const message of itemsAt(body, messages)) {
    for (const block of itemsAt(body, membersAt(body, message).get('content') ?? -1)) {
      const members = membersAt(body, block);
      const type = stringAt(body, members.get('type'));
      if (type === 'tool_use') {
        const name = stringAt(body, members.get('name')) ?? '';
        if (!found.has(name)) known.add(name);
      } else if (type === 'tool_search_tool_result') {
        hasSearched = true;
        for (const name of referencesAt(body, members.get('content'))) found.add(name);
      }
    }
  }
  return { hasSearched, found, known };
}

function referencesAt(body: string, content = -1): readonly string[] {
  const references = membersAt(body, content).get('tool_references') ?? -1;
  return Array.from(
    itemsAt(body, references),
    (reference) => stringAt(body, membersAt(body, reference).get('tool_name')) ?? '',
  ).filter((name) => name !== '');
}
