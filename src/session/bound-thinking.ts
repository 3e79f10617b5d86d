import type { Part } from '../context/context.js';
import { documentStart, membersAt, stringAt } from '../formats/scan-json.js';
import { findModel } from '../tokens/models.js';

/** Versions of Claude, by their families' names as in `claude-opus-4-8`, from which on thinking is bound. */
const SINCE = { major: 5, minor: 1 };

/**
 * Where the part after the model's last thinking stands; 0 if nothing is bound. Newer models of Anthropic's refuse thinking
 * before which anything has changed since they thought so, and with it the conversation. Source:
 * platform.claude.com/docs/en/build-with-claude/preserved-thinking/prefix-checks, as of November 2026: Fable and Mythos from
 * 5.1 on, the others from 5.5 on. What bears a name that says no version is taken for one of them.
 * @param parts of the conversation, in order
 */
export function endOfBoundThinking(parts: readonly Part[], model: string | undefined): number {
  return isOlder(model) ? 0 : parts.findLastIndex(isThinking) + 1;
}

function isOlder(model = ''): boolean {
  const id = findModel(model)?.id ?? model;
  const [, major, minor = '0'] = /^claude-(?:[a-z]+-)?(\d+)(?:[-.](\d{1,2}))?(?!\d)/.exec(id) ?? [];
  if (major === undefined) return false;
  return Number(major) < SINCE.major || (Number(major) === SINCE.major && Number(minor) < SINCE.minor);
}

function isThinking({ kind, role, text, source }: Part): boolean {
  if (kind !== 'opaque' || role !== 'assistant' || source.encoding !== 'raw') return false;
  const type = stringAt(text, membersAt(text, documentStart(text)).get('type'));
  return type === 'thinking' || type === 'redacted_thinking';
}
