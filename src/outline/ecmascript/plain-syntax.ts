/** Syntax that is newer than the grammars. What each pattern matches says nothing to an outline and can go. */
const NEWER: readonly RegExp[] = [
  // type A<in out T>
  /\b(?:in|out)(?<=[<,]\s{0,80}(?:in|out))\s+(?:out\s+)?(?=[\w$])/g,
  // accessor x = 1
  /\baccessor[ \t]+(?=[\w$#['"])/g,
  // import defer * as x, import source x from
  /\b(?:defer|source)(?<=\bimport[ \t]{1,80}(?:defer|source))(?=[ \t]+(?:\*|[\w$]+[ \t]+from\b))/g,
  // export type * from
  /\btype(?<=\bexport[ \t]{1,80}type)(?=[ \t]+\*)/g,
  // export * from 'x' with { … }
  /\b(?:with|assert)(?<=['"][ \t]{0,80}(?:with|assert))\s*\{[^{}]*\}/g,
  // type A = import('x').B<C>
  /\bimport\(\s*['"]_*['"]\s*(?:,[^()]*)?\)\s*\.(?=\s*[\w$])/g,
  // conflict markers
  /^(?:<{7}|={7}|>{7}|\|{7})(?:[ \t][^\n]*)?$/gm,
];

/**
 * The text with newer syntax blanked, offset for offset, so that the grammars read it. Quote signatures from the
 * text itself.
 * @param code what `codeOf` makes of the text
 */
export function plainSyntax(text: string, code: string): string {
  const spots = NEWER.flatMap((pattern) =>
    [...code.matchAll(pattern)].map(({ index, 0: match }) => [index, match.length] as const),
  );
  if (spots.length === 0) return text;
  const out: string[] = [];
  let copied = 0;
  for (const [index, length] of spots.toSorted((a, b) => a[0] - b[0])) {
    if (index < copied) continue;
    out.push(text.slice(copied, index), code.slice(index, index + length).replace(/[^\r\n]/g, ' '));
    copied = index + length;
  }
  out.push(text.slice(copied));
  return out.join('');
}
