import { CtxoptError, type ErrorCode, toCtxoptError } from './errors.js';

/** What one thread answers another. Structured cloning strips an error of its code and hint, so errors travel as values. */
export type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: ErrorCode; readonly message: string; readonly hint: string };

/** Bytes from which on to move a buffer costs less than to copy it. */
const LARGE = 64 * 1024;

/**
 * The buffers of the large byte arrays among a message, its fields and theirs, as a list of what to move to another
 * thread: that takes no time, but the sender has them no more.
 */
export function largeBuffers(message: unknown, depth = 2): ArrayBuffer[] {
  if (ArrayBuffer.isView(message)) {
    const { buffer, byteLength } = message;
    const own = buffer instanceof ArrayBuffer && byteLength === buffer.byteLength;
    return own && byteLength >= LARGE ? [buffer] : [];
  }
  if (depth === 0 || typeof message !== 'object' || message === null) return [];
  return Object.values(message).flatMap((field) => largeBuffers(field, depth - 1));
}

/** What work comes to, its failure included; never rejects. */
export async function answerOf(work: () => Promise<unknown>): Promise<Answer> {
  try {
    return { ok: true, value: await work() };
  } catch (thrown) {
    const { code, message, hint } = toCtxoptError(thrown);
    return { ok: false, code, message, hint };
  }
}

/** @throws CtxoptError as it was thrown in the other thread */
export function valueIn(answer: Answer): unknown {
  if (answer.ok) return answer.value;
  throw new CtxoptError(answer.code, answer.message, answer.hint);
}
