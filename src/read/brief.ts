const LONGEST = 200;

/** A caller's own words as an error repeats them: on one line, and not longer than 200 characters. */
export function brief(text: string): string {
  const line = text.slice(0, LONGEST).replace(/[\x00-\x1f\x7f]/g, '?');
  return text.length > LONGEST ? `${line}…` : line;
}
