import { addString, type Draft, endMessage } from './draft.js';
import { type JsonNode, memberOf } from './parse-json.js';

/** What Claude Code added to a conversation by itself: the text of an `attachment` line, read only. */
export function readAttachment(draft: Draft, node: JsonNode, id: string): void {
  const content = memberOf(memberOf(node, 'attachment'), 'content');
  const text = memberOf(memberOf(content, 'file'), 'content') ?? content;
  if (text?.type !== 'string') return;
  const place = text === content ? 'attachment.content' : 'attachment.content.file.content';
  addString(draft, text, { id: `${id}.${place}`, kind: 'system', role: 'system', editable: false });
  endMessage(draft, 'system');
}
