import type { Part } from '../../context/context.js';
import { marker } from '../../context/handle.js';
import { decodePaths } from '../notation/path-notation.js';
import { decodePhrases } from '../notation/phrase-notation.js';
import { definePass } from '../pass.js';
import { fileReads } from '../reads/file-reads.js';
import { hasMarker, holdsPreserved, isRewritable, isSettled, rewrite } from '../rewrite.js';

/** How SWE-agent ends what it answers: the open file, the folder, and the prompt of its shell. */
const PROMPT =
  /(?:^|\n)(\(Open file: [^\n]{1,400}\)\r?\n\(Current directory: [^\n]{1,400}\)\r?\nbash-\$)[ \r\n]{0,8}$/;
/** Letters at the end of a result in which its prompt is looked for. */
const MAX_PROMPT = 900;
const AS_BEFORE = 'prompt as before';

/**
 * Takes away the prompt with which a tool's result ends where the last prompt before it was the same, of the newest result
 * too: what would only go later would go out of what the provider has cached by then. What shows a file keeps its own,
 * whose place it tells, and so does a text in a notation that the prompt is part of.
 */
export const shellPrompts = definePass({
  name: 'shell-prompts',
  kind: 'reversible',
  waste: 'prompts printed before',
  run: (parts, env) => {
    const reads = new Set(fileReads(parts).map(({ part }) => part));
    let last: string | undefined;
    for (const part of env.prefix) last = promptOf(part) ?? last;
    return parts.map((part) => {
      const prompt = promptOf(part);
      const isKnown = prompt !== undefined && prompt === last;
      last = prompt ?? last;
      if (!isKnown || reads.has(part) || !part.text.trimEnd().endsWith(prompt)) return part;
      if (!isRewritable(part) || isSettled(part, env) || holdsPreserved(part.text, env)) return part;
      const note = hasMarker(part.text) ? `… ${AS_BEFORE}` : marker(AS_BEFORE, env.handle(part));
      const at = part.text.lastIndexOf(prompt);
      return rewrite(part, part.text.slice(0, at) + note, env);
    });
  },
});

function promptOf({ role, text }: Part): string | undefined {
  return role === 'tool' ? PROMPT.exec(decodePaths(decodePhrases(text)).slice(-MAX_PROMPT))?.[1] : undefined;
}
