interface Newer {
  readonly pattern: RegExp;
  /** What the grammars take in its place, no longer than it; blanks if nothing. */
  readonly instead?: string;
}

/** Syntax that is newer than the grammars and that an outline can do without. */
const NEWER: readonly Newer[] = [
  // type A<in out T>
  { pattern: /\b(?:in|out)(?<=[<,]\s{0,80}(?:in|out))\s+(?:out\s+)?(?=[\w$])/g },
  // accessor x = 1: a word that keeps the member's beginning where it is
  { pattern: /\baccessor(?=[ \t]+[\w$#['"])/g, instead: 'readonly' },
  // import defer * as x, import source x from
  {
    pattern: /\b(?:defer|source)(?<=\bimport[ \t]{1,80}(?:defer|source))(?=[ \t]+(?:\*|[\w$]+[ \t]+from\b))/g,
  },
  // export type * from
  { pattern: /\btype(?<=\bexport[ \t]{1,80}type)(?=[ \t]+\*)/g },
  // export * from 'x' with { … }
  { pattern: /\b(?:with|assert)(?<=['"][ \t]{0,80}(?:with|assert))\s*\{[^{}]*\}/g },
  // type A = import('x').B<C>
  { pattern: /\bimport\(\s*['"]_*['"]\s*(?:,[^()]*)?\)\s*\.(?=\s*[\w$])/g },
  // conflict markers
  { pattern: /^(?:<{7}|={7}|>{7}|\|{7})(?:[ \t][^\n]*)?$/gm },
];

/**
 * The text with newer syntax blanked or put in older words, offset for offset, so that the grammars read it. Quote
 * signatures from the text itself.
 * @param code what `codeOf` makes of the text
 */
export function plainSyntax(text: string, code: string): string {
  const spots = NEWER.flatMap(({ pattern, instead = '' }) =>
    [...code.matchAll(pattern)].map(({ index, 0: match }) => {
      const blanks = match.replace(/[^\r\n]/g, ' ');
      return { index, plain: instead + blanks.slice(instead.length) };
    }),
  );
  if (spots.length === 0) return text;
  const out: string[] = [];
  let copied = 0;
  for (const { index, plain } of spots.toSorted((a, b) => a.index - b.index)) {
    if (index < copied) continue;
    out.push(text.slice(copied, index), plain);
    copied = index + plain.length;
  }
  out.push(text.slice(copied));
  return out.join('');
}
