import type { Part } from '../../context/context.js';
import { marker } from '../../context/handle.js';
import { pageText } from '../html/page-text.js';
import { definePass } from '../pass.js';
import { hasMarker, holdsPreserved, rewriteUnlessRead } from '../rewrite.js';

/** What a fetched page says instead of its source. A source that was read, or that a shell's command printed, stays. */
export const htmlText = definePass({
  name: 'html-text',
  kind: 'reversible',
  waste: 'HTML markup',
  run: rewriteUnlessRead((part, env) => {
    if (hasMarker(part.text) || isPrinted(part) || holdsPreserved(part.text, env)) return undefined;
    const text = pageText(part.text);
    return text === undefined ? undefined : `${marker('HTML as its text', env.handle(part))}\n${text}`;
  }),
});

/** Whether a command printed it that fetches nothing: then it may be a file in the making. */
function isPrinted({ tool }: Part): boolean {
  const command = tool?.input?.command ?? tool?.input?.cmd;
  const words = Array.isArray(command) ? command.join(' ') : command;
  return typeof words === 'string' && !/\b(?:curl|wget|https?|xh|fetch|requests?|urlopen)\b/.test(words);
}
