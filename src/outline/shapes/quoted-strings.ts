/**
 * Finds where a string that opens at an offset ends, with `\` before what is meant literally: behind its closing quote, or
 * `undefined` if its line has none. By hand, as an expression would need a stack as deep as a string is long. Linear as
 * long as it is asked in the order of the text: a line that lacks a quote's match is not searched for it twice.
 */
export function quotedStrings(text: string): (start: number) => number | undefined {
  /** By quote, where the line ends on which it was found unmatched. */
  const unmatched = new Map<string, number>();
  return (start) => {
    const quote = text[start]!;
    if (start < (unmatched.get(quote) ?? 0)) return undefined;
    let at = start + 1;
    for (; at < text.length && text[at] !== '\n'; at++) {
      if (text[at] === quote) return at + 1;
      if (text[at] === '\\' && text[at + 1] !== '\n') at++;
    }
    unmatched.set(quote, at);
    return undefined;
  };
}
