export type ErrorCode =
  | 'invalid_input'
  | 'path_denied'
  | 'not_found'
  | 'too_large'
  | 'binary_file'
  | 'store_failed'
  | 'upstream_failed'
  | 'internal';

/**
 * The one error that ctxopt throws on purpose. `message` says what happened, `hint` what to do about it; both are
 * written for the person or model that reads them. An outcome that is expected is a value, not an error.
 */
export class CtxoptError extends Error {
  override readonly name = 'CtxoptError';
  readonly code: ErrorCode;
  readonly hint: string;

  constructor(code: ErrorCode, message: string, hint: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.hint = hint;
  }
}

/** Any thrown value as a {@link CtxoptError}; what was not thrown on purpose becomes `internal`. */
export function toCtxoptError(thrown: unknown): CtxoptError {
  if (thrown instanceof CtxoptError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new CtxoptError(
    'internal',
    message,
    'This is a bug in ctxopt: please report it with the input that shows it.',
    {
      cause: thrown,
    },
  );
}

/** Characters of a caller's own words that an error repeats. */
const LONGEST = 200;

/** A caller's own words as an error repeats them: on one line, and not longer than 200 characters. */
export function brief(text: string): string {
  const line = text.slice(0, LONGEST).replace(/[\x00-\x1f\x7f]/g, '?');
  return text.length > LONGEST ? `${line}…` : line;
}
