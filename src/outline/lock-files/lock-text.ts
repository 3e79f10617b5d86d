/** The JSON of a text, `undefined` if it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

export function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

/** None of what has none. */
export function keysOf(value: unknown): readonly string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

/** @param pattern with the flag `g` */
export function countIn(text: string, pattern: RegExp): number {
  let count = 0;
  for (const _ of text.matchAll(pattern)) count++;
  return count;
}

/** The lines below a heading that are indented or blank. */
export function sectionOf(text: string, heading: string): string {
  const start = text.startsWith(heading) ? 0 : text.indexOf(`\n${heading}`) + 1;
  if (start === 0 && !text.startsWith(heading)) return '';
  const body = text.indexOf('\n', start) + 1;
  if (body === 0) return '';
  const end = text.slice(body).search(/^\S/m);
  return end === -1 ? text.slice(body) : text.slice(body, body + end);
}
