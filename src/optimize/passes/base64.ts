import { type Handle, marker } from '../../context/handle.js';
import { definePass, type PassEnv } from '../pass.js';
import { isSettled, rewriteEach } from '../rewrite.js';

/** Letters from which encoded data goes. */
const MIN_LENGTH = 256;
/** Letters in a line of wrapped base64: MIME's 76 and PEM's 64, with some room. */
const WRAPPED_LINE = /^[A-Za-z0-9+/]{60,80}$/;

/** Replaces long data URLs, base64 and hexadecimal data by a marker with the kind of data and its size. */
export const base64 = definePass({
  name: 'base64',
  kind: 'reversible',
  waste: 'base64 and hex data',
  run: rewriteEach((part, env) => {
    if (part.text.length < MIN_LENGTH || isSettled(part, env)) return undefined;
    return withoutData(part.text, () => env.handle(part), env);
  }),
});

function withoutData(text: string, handle: () => Handle, env: PassEnv): string {
  const lines = text.split('\n');
  const kept: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const end = wrappedEnd(lines, at);
    const data = lines.slice(at, end).join('').replaceAll('\r', '');
    if (
      data.length >= MIN_LENGTH &&
      looksEncoded(data) &&
      !lines.slice(at, end).some((line) => env.preserved(line))
    ) {
      kept.push(marker(describe(data), handle()));
      at = end;
      continue;
    }
    for (const line of lines.slice(at, Math.max(end, at + 1))) {
      kept.push(line.length < MIN_LENGTH || env.preserved(line) ? line : withoutInline(line, handle));
    }
    at = Math.max(end, at + 1);
  }
  return kept.join('\n');
}

/** Where the block of wrapped base64 that begins at a line ends; the line itself if there is none. */
function wrappedEnd(lines: readonly string[], start: number): number {
  const width = lines[start]!.trimEnd().length;
  let end = start;
  while (end < lines.length && lines[end]!.length <= 81 && lines[end]!.trimEnd().length === width) {
    if (!WRAPPED_LINE.test(lines[end]!.trimEnd())) break;
    end++;
  }
  const last = lines[end]?.trimEnd() ?? '';
  // A short last line could be a word like any other, unless it is padded or mixed.
  const isRest =
    last.length <= width && /^[A-Za-z0-9+/]+={0,2}$/.test(last) && (last.endsWith('=') || isMixed(last));
  return end > start && isRest ? end + 1 : end;
}

const DATA_URL = /data:(?<mime>[\w.+-]{1,80}\/[\w.+-]{1,80})(?:;[\w=.-]{1,80}){0,4};base64,$/;
/** Letters before data in which its URL's head is looked for. */
const MAX_HEAD = 500;

function withoutInline(line: string, handle: () => Handle): string {
  const pieces: string[] = [];
  let from = 0;
  for (const run of dataRuns(line)) {
    const data = line.slice(run.start, run.end);
    const head = DATA_URL.exec(line.slice(Math.max(from, run.start - MAX_HEAD), run.start));
    if (!head && !looksEncoded(data)) continue;
    const start = run.start - (head?.[0].length ?? 0);
    pieces.push(line.slice(from, start), marker(describe(data, head?.groups?.mime), handle()));
    from = run.end;
  }
  return pieces.join('') + line.slice(from);
}

/** Runs of base64's letters of at least {@link MIN_LENGTH}, padding included: one letter in so many must lie in each. */
function* dataRuns(line: string): Iterable<{ readonly start: number; readonly end: number }> {
  let from = 0;
  for (let probe = MIN_LENGTH - 1; probe < line.length; probe = from + MIN_LENGTH - 1) {
    let start = probe + 1;
    while (start > from && isDataLetter(line.charCodeAt(start - 1))) start--;
    let end = probe + 1;
    if (start <= probe) while (end < line.length && isDataLetter(line.charCodeAt(end))) end++;
    from = end;
    if (end - start < MIN_LENGTH) continue;
    while (end < from + 2 && line[end] === '=') end++;
    yield { start, end };
  }
}

function isDataLetter(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x2f && code <= 0x39) ||
    code === 0x2b ||
    code === 0x2d ||
    code === 0x5f
  );
}

const HEX = /^(?=\d*[A-Fa-f])(?:[0-9a-f]+|[0-9A-F]+)$/;

/** Encoded data uses its whole alphabet; a long path, word or ruler does not. */
function looksEncoded(data: string): boolean {
  const letters = new Set(data.slice(0, 4096));
  if (HEX.test(data)) return letters.size >= 10;
  return letters.size >= 24 && isMixed(data);
}

function isMixed(data: string): boolean {
  return /[a-z]/.test(data) && /[A-Z]/.test(data) && /\d/.test(data);
}

/** How files of some kinds begin, in base64. */
const SIGNATURES: readonly (readonly [string, string])[] = [
  ['iVBORw0KGg', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['R0lGOD', 'image/gif'],
  ['UklGR', 'image/webp'],
  ['PHN2Zy', 'image/svg+xml'],
  ['JVBERi', 'application/pdf'],
  ['UEsDB', 'application/zip'],
  ['H4sI', 'application/gzip'],
  ['AGFzb', 'application/wasm'],
  ['d09GM', 'font/woff2'],
];

function describe(data: string, mime?: string): string {
  if (mime === undefined && HEX.test(data)) return `${Math.floor(data.length / 2)} bytes in hexadecimal`;
  const known = mime ?? SIGNATURES.find(([start]) => data.startsWith(start))?.[1];
  const padding = data.endsWith('==') ? 2 : data.endsWith('=') ? 1 : 0;
  const bytes = Math.floor(((data.length - padding) * 3) / 4);
  return `${bytes} bytes${known ? ` of ${known}` : ''} in base64`;
}
