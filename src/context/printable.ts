/** Controls, breaks of lines, and marks that reverse what follows them ("Trojan Source", CVE-2021-42574). */
const UNSEEN = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** A name as it may stand in a result: a `?` for each character that would steer what shows it. As long as before. */
export function printable(text: string): string {
  return text.replace(UNSEEN, '?');
}
