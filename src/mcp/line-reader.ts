/** What a stream of bytes is split into. */
export type Line =
  | { readonly kind: 'line'; readonly text: string }
  /** One that takes its time to decode. */
  | { readonly kind: 'long'; readonly bytes: Buffer }
  /** A line beyond the limit: its first and last bytes, since the rest was dropped as it came. */
  | { readonly kind: 'too_long'; readonly head: string; readonly tail: string };

export interface LineReader {
  /** The lines that end within this chunk. */
  push(chunk: Buffer): Line[];
  /** What is left without a newline when the stream ends. */
  end(): Line[];
}

/** Bytes kept of either end of a line that is too long: enough for a JSON-RPC id. */
export const ENDS = 1024;

/**
 * Splits bytes into lines in linear time: every byte is searched once and copied once, however the chunks fall.
 * @param limit of one line, in bytes
 * @param long bytes from which on a line is given undecoded
 */
export function createLineReader(limit: number, long = Number.POSITIVE_INFINITY): LineReader {
  let parts: Buffer[] = [];
  let size = 0;
  /** The first bytes of the line being dropped. */
  let dropped: Buffer | undefined;

  function append(part: Buffer): void {
    size += part.length;
    parts.push(part);
    if (size <= limit) return;
    const line = Buffer.concat(parts);
    dropped ??= Buffer.from(line.subarray(0, ENDS));
    const tail = Buffer.from(line.subarray(-ENDS));
    parts = [tail];
    // The next part makes it too long again, so that only ever one end and one part are held.
    size = limit;
  }

  function take(): Line[] {
    const bytes = Buffer.concat(parts);
    const head = dropped?.toString('utf8');
    parts = [];
    size = 0;
    dropped = undefined;
    if (head !== undefined) return [{ kind: 'too_long', head, tail: bytes.toString('utf8') }];
    if (bytes.length >= long) return [{ kind: 'long', bytes }];
    const text = bytes.toString('utf8').trim();
    return text === '' ? [] : [{ kind: 'line', text }];
  }

  return {
    push(chunk) {
      const lines: Line[] = [];
      let from = 0;
      for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, from)) {
        append(chunk.subarray(from, at));
        lines.push(...take());
        from = at + 1;
      }
      if (from < chunk.length) append(chunk.subarray(from));
      return lines;
    },
    end: take,
  };
}

const NEWLINE = 0x0a;
