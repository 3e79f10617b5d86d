import { CtxoptError, type ErrorCode, toCtxoptError } from './errors.js';

/** What one thread answers another. Structured cloning strips an error of its code and hint, so errors travel as values. */
export type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: ErrorCode; readonly message: string; readonly hint: string };

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
