/*
 * The notation of places. Findings of a linter with the same message,
 *
 *       3:5   error    Unexpected var, use let or const instead  no-var
 *      16:28  error    Unexpected var, use let or const instead  no-var
 *
 * stand in one line with the places of all of them:
 *
 *      3:5 16:28  error  Unexpected var, use let or const instead  no-var
 */

/** Places of a line: more are written in the next. */
const MOST = 100;

const JOINED = /^ {2}(\d+:\d+(?: \d+:\d+)+) {2}((?:error|warning) {2}.*)$/gm;
const FINDING = /^ +(\d+:\d+) +(.*?)\r?$/;

/** A finding's line in its place and its message, with no more than two blanks between words. */
export function placeIn(line: string): { readonly place: string; readonly message: string } {
  const [, place = '', said = ''] = FINDING.exec(line) ?? [];
  return { place, message: said.split(/ {2,}/).join('  ') };
}

/** The lines for a message and its places. */
export function joinedPlaces(places: readonly string[], message: string): readonly string[] {
  const lines: string[] = [];
  for (let at = 0; at < places.length; at += MOST) {
    lines.push(`  ${places.slice(at, at + MOST).join(' ')}  ${message}`);
  }
  return lines;
}

/** The text with a line for each place. Linear. */
export function splitPlaces(text: string): string {
  return text.replace(JOINED, (_, places: string, message: string) =>
    places
      .split(' ')
      .map((place) => `  ${place}  ${message}`)
      .join('\n'),
  );
}
