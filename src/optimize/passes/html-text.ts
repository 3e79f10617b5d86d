import type { Part } from '../../context/context.js';
import { marker } from '../../context/handle.js';
import { htmlText as textOf } from '../html/html-text.js';
import { isHtml } from '../html/is-html.js';
import { definePass } from '../pass.js';
import { hasMarker, holdsPreserved, rewriteUnlessRead } from '../rewrite.js';

/** What a fetched page says instead of its source. A source that was read, or that a shell's command printed, stays. */
export const htmlText = definePass({
  name: 'html-text',
  kind: 'reversible',
  waste: 'HTML markup',
  run: rewriteUnlessRead((part, env) => {
    if (hasMarker(part.text) || isPrinted(part) || holdsPreserved(part.text, env)) return undefined;
    const { head, page } = divided(part.text);
    if (!isHtml(page)) return undefined;
    return `${marker('HTML as its text', env.handle(part))}\n${head}${textOf(page)}\n`;
  }),
});

/** The header lines of a response, as `curl -i` prints them, and what follows. */
function divided(text: string): { readonly head: string; readonly page: string } {
  const end = /^HTTP\/[\d.]{1,3} \d{3}\b/.test(text) ? /\r?\n\r?\n/.exec(text.slice(0, 20_000)) : null;
  const at = end ? end.index + end[0].length : 0;
  return { head: text.slice(0, at), page: text.slice(at) };
}

/** Whether a command printed it that fetches nothing: then it may be a file in the making. */
function isPrinted({ tool }: Part): boolean {
  const command = tool?.input?.command ?? tool?.input?.cmd;
  const words = Array.isArray(command) ? command.join(' ') : command;
  return typeof words === 'string' && !/\b(?:curl|wget|https?|xh|fetch|requests?|urlopen)\b/.test(words);
}
