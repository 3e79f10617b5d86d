const LEAD = /^\[ctxopt: [^\n]*\]\n/;

/** The marker that a text begins with, which stays its first line in every notation, with its line end; or nothing. */
export function leadingMarker(text: string): string {
  return LEAD.exec(text)?.[0] ?? '';
}
