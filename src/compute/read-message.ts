import { exactBytes } from '../context/exact-bytes.js';
import { CtxoptError } from '../errors.js';
import { documentStart, membersAt, skipValue } from '../formats/scan-json.js';

export interface ReadMessageRequest {
  /** JSON in UTF-8. */
  readonly bytes: Uint8Array;
  /** The arguments that are taken out of a call where they are long. */
  readonly names: readonly string[];
}

/** A call's long arguments by name: a string as its `exactBytes`, a list as those of its JSON. */
export type LongArguments = Readonly<Record<string, Uint8Array>>;

export interface ReadMessage {
  /** The JSON's value; in place of each long argument stands an empty one of its type. */
  readonly message: unknown;
  readonly long: LongArguments;
}

/** Letters of JSON from which an argument is long. */
const LONG = 64 * 1024;

/** Letters of JSON that may be left beside them: what is handed on as a value holds up the thread that gets it. */
const REST = 2 * 1024 * 1024;

/**
 * Parses a message whose long arguments are handed on as bytes, which costs no time; undefined if it is no JSON.
 * @throws CtxoptError `too_large` if over 2 MiB are left beside these
 */
export function readMessage({ bytes, names }: ReadMessageRequest): ReadMessage | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return undefined;
  }
  const given = memberIn(memberIn(message, 'params'), 'arguments');
  const long: Record<string, Uint8Array> = {};
  let rest = text.length;
  for (const name of names) {
    const value = memberIn(given, name);
    const written = typeof value === 'string' ? value : Array.isArray(value) ? argumentIn(text, name) : '';
    if (written.length < LONG) continue;
    rest -= written.length;
    long[name] = exactBytes(written);
    (given as Record<string, unknown>)[name] = typeof value === 'string' ? '' : [];
  }
  if (rest > REST) throw tooLong(names);
  return { message, long };
}

function tooLong(names: readonly string[]): CtxoptError {
  return new CtxoptError(
    'too_large',
    `A message has over ${REST / 1024 / 1024} MiB beside ${names.join(', ')}.`,
    'Put the content into a file and give its path.',
  );
}

function memberIn(value: unknown, name: string): unknown {
  const isObject = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
  return isObject ? (value as Record<string, unknown>)[name] : undefined;
}

/** An argument's JSON as it stands in a message: to write it anew would take as long again, and fails where it is nested deep. */
function argumentIn(text: string, name: string): string {
  let at: number | undefined = documentStart(text);
  for (const member of ['params', 'arguments', name]) {
    if (at !== undefined) at = membersAt(text, at).get(member);
  }
  return at === undefined ? '' : text.slice(at, skipValue(text, at, text.length));
}
