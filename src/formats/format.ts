import type { Context } from '../context/context.js';

/**
 * A lens between a body and a Context. The law: `encode(body, decode(body)) === body`, to the byte. Where a part's
 * text changed, only that string of the body is patched; everything else, known or not, stays as it is.
 */
export interface Format {
  /** Kebab-case, as in reports: `anthropic-messages`. */
  readonly name: string;
  /** For people: `an Anthropic Messages request`. */
  readonly title: string;
  /** Whether the body looks like this format. Cheap; `decode` may still refuse. */
  detect(body: string): boolean;
  /** @throws CtxoptError `invalid_input` naming the place if the body is not of this format */
  decode(body: string): Context;
  encode(body: string, context: Context): string;
}
