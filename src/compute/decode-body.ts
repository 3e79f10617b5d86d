import { type Context, partsOf } from '../context/context.js';
import { CtxoptError } from '../errors.js';
import type { Format } from '../formats/format.js';
import { formatNamed, formatOf } from '../formats/formats.js';
import { isOneValue } from '../formats/scan-json.js';
import { toolOutput } from '../formats/tool-output.js';

export interface BodyKind {
  /** The format's name, if it is known; else the body tells. */
  readonly format?: string;
  /** The command line that printed the body: it is one tool's output then, whatever it looks like. */
  readonly command?: string;
}

/** Letters of one JSON value in a part: its tree takes some sixty times as much memory. */
const LARGEST_JSON = 20 * 1024 * 1024;

/**
 * A body's context, and the format that writes it back.
 * @throws CtxoptError `invalid_input` as `decode` does; `too_large` for a part that is one JSON value of over 20 MiB
 */
export function decodeBody(body: string, kind: BodyKind): { context: Context; format: Format } {
  const format = formatFor(body, kind);
  const context = format.decode(body);
  for (const { text } of partsOf(context)) {
    if (text.length > LARGEST_JSON && isOneValue(text)) throw tooLarge(text.length);
  }
  return { context, format };
}

function formatFor(body: string, { format, command }: BodyKind): Format {
  if (command !== undefined) return toolOutput(command);
  return format ? formatNamed(format) : formatOf(body);
}

function tooLarge(length: number): CtxoptError {
  const megabytes = (letters: number) => `${(letters / 1024 / 1024).toFixed(1)} MiB`;
  return new CtxoptError(
    'too_large',
    `One JSON value takes ${megabytes(length)}; up to ${megabytes(LARGEST_JSON)} are taken apart at once.`,
    "Write a record a line first, e.g. with jq -c '.[]', or cut out the part you need.",
  );
}
