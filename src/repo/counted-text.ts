/**
 * A header that tells the tokens of the whole text, and beneath it the body.
 * @param header for a number of tokens, with its line end
 */
export function countedText(
  header: (tokens: number) => string,
  body: string,
  count: (text: string) => number,
): { readonly text: string; readonly tokens: number } {
  let tokens = count(header(0) + body);
  // the number's own digits count too: with more of them it only grows, so this comes to an end
  for (;;) {
    const text = header(tokens) + body;
    const now = count(text);
    if (now <= tokens) return { text, tokens: now };
    tokens = now;
  }
}
