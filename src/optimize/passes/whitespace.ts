import { holdsBinary } from '../holds-binary.js';
import { definePass, type PassEnv } from '../pass.js';
import { looksLikeDiff, rewriteUnlessRead } from '../rewrite.js';

/**
 * Removes blanks at the ends of lines and all but one of neighboring blank lines. Diffs and files that were read keep
 * theirs, because a patch or an edit must match them; so do fenced code, Markdown's hard breaks, binary data, and what a
 * test shows as expected or received, which may differ in nothing else.
 */
export const whitespace = definePass({
  name: 'whitespace',
  kind: 'lossless',
  waste: 'trailing and repeated blanks',
  run: rewriteUnlessRead(({ text }, env) =>
    looksLikeDiff(text) || holdsBinary(text) ? undefined : tidied(text, env),
  ),
});

const MARKDOWN = /^ {0,3}(?:#{1,6} \S|```|~~~|[-*+] \S|> )/m;
const FENCE = /^ {0,3}(?:```|~~~)/;
/** A side of a comparison, as test runners print it: `- wanted`, `E   + got`, `Received: "a "`. */
const COMPARED = /^\s*(?:[E│|]\s+)?(?:[-+]|(?:expected|received|actual|got|want)\b.{0,40}:)/i;

function tidied(text: string, env: PassEnv): string {
  const markdown = MARKDOWN.test(text);
  const kept: string[] = [];
  let fenced = false;
  let afterBlank = false;
  for (const line of text.split('\n')) {
    if (FENCE.test(line)) fenced = !fenced;
    const verbatim = fenced || COMPARED.test(line) || env.preserved(line);
    const tidy = verbatim ? line : withoutTrailingBlanks(line, markdown);
    const blank = !verbatim && (tidy === '' || tidy === '\r');
    if (!(blank && afterBlank)) kept.push(tidy);
    afterBlank = blank;
  }
  return kept.join('\n');
}

function withoutTrailingBlanks(line: string, markdown: boolean): string {
  const ending = line.endsWith('\r') ? '\r' : '';
  let end = line.length - ending.length;
  while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end--;
  const hardBreak = markdown && end > 0 && line.startsWith('  ', end) ? '  ' : '';
  return line.slice(0, end) + hardBreak + ending;
}
