const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;

/** The offset of the first character at or after `at` that is no JSON white space, at most `end`. */
export function skipSpace(body: string, at: number, end: number): number {
  let next = at;
  while (next < end && isSpace(body.charCodeAt(next))) next += 1;
  return next;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** Where the document begins: a byte order mark is allowed before it. */
export function documentStart(body: string): number {
  return skipSpace(body, body.charCodeAt(0) === 0xfeff ? 1 : 0, body.length);
}

/** The offset after the string literal that opens at `open`, or -1 if it is not closed before `end`. Lenient. */
export function skipString(body: string, open: number, end: number): number {
  for (let quote = body.indexOf('"', open + 1); quote >= 0; quote = body.indexOf('"', quote + 1)) {
    if (quote >= end) break;
    let slash = quote;
    while (slash - 1 > open && body.charCodeAt(slash - 1) === BACKSLASH) slash -= 1;
    if ((quote - slash) % 2 === 0) return quote + 1;
  }
  return -1;
}

/**
 * The offset after the value that begins at `start`, found by counting brackets: for a look at a body that may be
 * malformed. Stops before a `,` or a closing bracket of the container that the value is in.
 */
export function skipValue(body: string, start: number, end: number): number {
  let depth = 0;
  for (let at = start; at < end; at += 1) {
    const code = body.charCodeAt(at);
    if (code === QUOTE) {
      const after = skipString(body, at, end);
      if (after < 0) return end;
      if (depth === 0) return after;
      at = after - 1;
    } else if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
      depth += 1;
    } else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) {
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (code === COMMA && depth === 0) {
      return at;
    }
  }
  return end;
}

/** Whether a text is one JSON object or array as far as its brackets tell: it may be malformed within. Linear. */
export function isOneValue(text: string): boolean {
  const start = documentStart(text);
  if (text[start] !== '{' && text[start] !== '[') return false;
  const last = text.trimEnd().at(-1);
  if (last !== '}' && last !== ']') return false;
  return skipSpace(text, skipValue(text, start, text.length), text.length) === text.length;
}

/**
 * The members of the object that opens at `open`, as key → offset of its value: what can be told without parsing,
 * also of an object that is malformed or cut off. Keys with escapes are left out. Linear.
 */
export function membersAt(body: string, open: number, end = body.length): ReadonlyMap<string, number> {
  const members = new Map<string, number>();
  if (body[open] !== '{') return members;
  let at = open + 1;
  while (at < end) {
    at = skipSpace(body, at, end);
    if (body[at] === ',') {
      at += 1;
      continue;
    }
    const after = body[at] === '"' ? skipString(body, at, end) : skipValue(body, at, end);
    const colon = skipSpace(body, after, end);
    if (after <= at) break;
    if (body[at] === '"' && body[colon] === ':') {
      const value = skipSpace(body, colon + 1, end);
      members.set(body.slice(at + 1, after - 1), value);
      at = Math.max(skipValue(body, value, end), value);
    } else {
      at = after;
    }
  }
  return members;
}

/** The offsets of the items of the array that opens at `open`, as {@link membersAt} does it. */
export function* itemsAt(body: string, open: number, end = body.length): Generator<number> {
  if (body[open] !== '[') return;
  let at = skipSpace(body, open + 1, end);
  while (at < end && body[at] !== ']') {
    yield at;
    const after = skipSpace(body, skipValue(body, at, end), end);
    if (body[after] !== ',') return;
    at = skipSpace(body, after + 1, end);
  }
}

/** The string that begins at `at` if it is one, without its quotes and with its escapes as they stand. */
export function stringAt(body: string, at: number | undefined): string | undefined {
  if (at === undefined || body[at] !== '"') return undefined;
  const after = skipString(body, at, body.length);
  return after < 0 ? undefined : body.slice(at + 1, after - 1);
}
