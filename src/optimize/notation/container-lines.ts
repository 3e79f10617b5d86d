import { stringEnd } from '../json/json-text.js';

/*
 * What Docker's `json-file` driver keeps of each line that a container prints,
 *
 *     {"log":"listening on \"0.0.0.0:80\"\n","stream":"stdout","time":"2026-01-05T10:00:00.123456789Z"}
 *
 * and the same as Kubernetes' container runtimes keep it, where `P` instead of `F` tells of a line that goes on in the next:
 *
 *     2026-01-05T10:00:00.123456789Z stdout F listening on "0.0.0.0:80"
 */

const START = '{"log":"';
const REST = /^,"stream":"(stdout|stderr)","time":"([\d:TZ.+-]{10,40})"\}(\r?)$/;
/** UTF-16 units of what stands behind the text. */
const LONGEST_REST = 120;

/** The lines of Docker's log in the notation of Kubernetes'; others stay. The number of lines is the same. Linear. */
export function containerLines(text: string): string {
  return text.includes(START) ? text.split('\n').map(containerLine).join('\n') : text;
}

function containerLine(line: string): string {
  if (!line.startsWith(START)) return line;
  const end = stringEnd(line, START.length - 1);
  const rest = line.length - end <= LONGEST_REST ? REST.exec(line.slice(end)) : null;
  const said = rest ? textOf(line.slice(START.length - 1, end)) : undefined;
  if (!rest || said === undefined) return line;
  const isWhole = said.endsWith('\n');
  const own = isWhole ? said.slice(0, -1) : said;
  const [, stream, time, lineEnd] = rest;
  return own.includes('\n') ? line : `${time} ${stream} ${isWhole ? 'F' : 'P'} ${own}${lineEnd}`;
}

function textOf(json: string): string | undefined {
  try {
    return JSON.parse(json) as string;
  } catch {
    return undefined;
  }
}
