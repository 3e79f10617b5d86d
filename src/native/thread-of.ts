import { membersAt, stringAt } from '../formats/scan-json.js';

/**
 * Whether a request begins a conversation that Anthropic keeps (`create`) or brings no more than what is new in one
 * (`continue`); undefined if it does neither. Source: platform.claude.com/docs/en/build-with-claude/message-threads, as of
 * November 2026: tools and system prompt are those that it began with, other fields must not change, fewer marks are taken.
 * @param root members of the request
 */
export function threadOf(body: string, root: ReadonlyMap<string, number>): string | undefined {
  return stringAt(body, membersAt(body, root.get('thread') ?? -1).get('type'));
}
