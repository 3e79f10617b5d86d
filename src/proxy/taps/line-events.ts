import type { Framing, Sighting, Wire } from './wire.js';

/** Bytes of the longest event that is read. The longest known is the whole answer with all tools, at a stream's end. */
const MAX_EVENT = 4 * 1024 * 1024;

const BYTE_ORDER_MARK = '\xEF\xBB\xBF';

/**
 * Server-sent events (as in the HTML standard, 9.2.6) or lines of JSON. Bytes are held as Latin-1, one code unit a
 * byte, so that no character is ever split; only an event that tells something is decoded and parsed.
 */
export function lineEvents(form: 'events' | 'lines', wire: Wire, seen: Sighting): Framing {
  /** The line that has not ended yet, in pieces. */
  let pieces: string[] = [];
  let length = 0;
  /** Lines of data of the event that has not ended yet. */
  let data: string[] = [];
  let dataLength = 0;
  let isFirst = true;
  let hasDropped = false;

  const dispatch = () => {
    if (data.length === 0) return;
    const event = dataLength > MAX_EVENT ? undefined : data.length === 1 ? data[0]! : data.join('\n');
    data = [];
    dataLength = 0;
    if (event === undefined) hasDropped = true;
    else if (event === wire.sentinel) seen.isFinished = true;
    else if (wire.telling.test(event)) tell(event, wire, seen);
  };
  const addData = (line: string) => {
    dataLength += line.length;
    if (dataLength <= MAX_EVENT) data.push(line);
    else data.length = 1;
  };
  const addLine = (line: string) => {
    if (form === 'lines') {
      if (line !== '') addData(line);
      dispatch();
    } else if (line === '') dispatch();
    else if (line.startsWith('data:')) addData(line.slice(line[5] === ' ' ? 6 : 5));
  };
  /** A line that ends with a line feed. One that ends with a carriage return alone, which no provider sends, is in it. */
  const endLine = (last: string) => {
    const isLong = length + last.length > MAX_EVENT;
    let text = isLong ? '' : pieces.length === 0 ? last : pieces.join('') + last;
    pieces = [];
    length = 0;
    if (isLong) {
      hasDropped = true;
      return;
    }
    if (isFirst && text.startsWith(BYTE_ORDER_MARK)) text = text.slice(BYTE_ORDER_MARK.length);
    isFirst = false;
    if (text.endsWith('\r')) text = text.slice(0, -1);
    if (!text.includes('\r')) addLine(text);
    else for (const line of text.split('\r')) addLine(line);
  };

  return {
    write: (bytes) => {
      const text = bytes.toString('latin1');
      let start = 0;
      for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
        endLine(text.slice(start, end));
        start = end + 1;
      }
      length += text.length - start;
      if (length > MAX_EVENT) pieces = [];
      else if (start < text.length) pieces.push(text.slice(start));
      return true;
    },
    end: () => {
      if (length > 0) endLine('');
      dispatch();
      return seen.isFinished === true || (hasDropped ? undefined : false);
    },
  };
}

function tell(event: string, wire: Wire, seen: Sighting): void {
  try {
    wire.read(JSON.parse(Buffer.from(event, 'latin1').toString('utf8')), seen);
  } catch {
    // what is not JSON tells nothing
  }
}
