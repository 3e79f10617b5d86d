/** A hunk of a unified diff: where it stands among the lines, and what its header says. */
export interface Hunk {
  /** The index of its header. */
  readonly start: number;
  /** The index after its last line. */
  readonly end: number;
  /** Lines of the file before and after, 1-based, at which it begins. */
  readonly oldLine: number;
  readonly newLine: number;
  /** What stands behind the header: the function around it. */
  readonly heading: string;
}

const HEADER = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@(.*)$/s;

/** The hunk whose header is at a line; undefined if there is none, or if it is not as long as its header says. */
export function hunkAt(lines: readonly string[], start: number): Hunk | undefined {
  const header = lines[start]!.startsWith('@@ -') ? HEADER.exec(lines[start]!) : null;
  if (!header) return undefined;
  const [oldCount, newCount] = [Number(header[2] ?? 1), Number(header[4] ?? 1)];
  let [olds, news] = [oldCount, newCount];
  let end = start + 1;
  for (; olds > 0 || news > 0; end++) {
    const line = lines[end];
    if (line === undefined || !/^(?:[-+ \\]|\r?$)/.test(line)) return undefined;
    if (inOld(line)) olds--;
    if (inNew(line)) news--;
  }
  if (olds < 0 || news < 0) return undefined;
  while (lines[end]?.startsWith('\\ ')) end++;
  return {
    start,
    end,
    // A side without lines is numbered by the line before it.
    oldLine: Number(header[1]) + (oldCount === 0 ? 1 : 0),
    newLine: Number(header[3]) + (newCount === 0 ? 1 : 0),
    heading: header[5]!,
  };
}

/** Whether a line of a hunk says something else than that it is unchanged. */
export function isChange(line: string): boolean {
  return line.startsWith('+') || line.startsWith('-');
}

/** Letters of unchanged lines between two changes from which a header of their own is shorter. */
const WORTH_SPLITTING = 40;

/**
 * A hunk with one unchanged line on either side of each change: as one or more hunks whose headers say where they
 * are, so that a patch still applies. Unchanged lines that must stay do, with those between them and the next change.
 */
export function trimHunk(
  lines: readonly string[],
  hunk: Hunk,
  isKept: (line: string) => boolean,
): readonly string[] {
  const body = lines.slice(hunk.start + 1, hunk.end);
  const kept = keptLines(body, isKept);
  if (!kept.includes(false)) return lines.slice(hunk.start, hunk.end);
  const written: string[] = [];
  let [oldLine, newLine, heading] = [hunk.oldLine, hunk.newLine, hunk.heading];
  for (let at = 0; at < body.length; ) {
    const from = at;
    while (kept[at] && at < body.length) at++;
    const segment = body.slice(from, at);
    if (segment.length > 0) {
      const [olds, news] = [segment.filter(inOld).length, segment.filter(inNew).length];
      written.push(`@@ -${range(oldLine, olds)} +${range(newLine, news)} @@${heading}`);
      for (const line of segment) written.push(line);
      oldLine += olds;
      newLine += news;
      heading = heading.endsWith('\r') ? '\r' : '';
    }
    for (; at < body.length && !kept[at]; at++) {
      if (inOld(body[at]!)) oldLine++;
      if (inNew(body[at]!)) newLine++;
    }
  }
  return written;
}

function keptLines(body: readonly string[], isKept: (line: string) => boolean): readonly boolean[] {
  const kept = new Array<boolean>(body.length).fill(false);
  let change = -1;
  let wanted = -1;
  body.forEach((line, at) => {
    if (isChange(line)) {
      const near = change < 0 || length(body, change + 2, at - 1) < WORTH_SPLITTING;
      const start = wanted >= 0 ? wanted : near && change >= 0 ? change : Math.max(0, at - 1);
      // What marks the end of a file goes with the line above it.
      kept.fill(true, body[start]!.startsWith('\\') ? start - 1 : start, at + 1);
      change = at;
      wanted = -1;
    } else if (at === change + 1 && change >= 0) {
      kept[at] = true;
      if (line.startsWith('\\')) change = at;
    } else if (line.startsWith('\\')) kept[at] = kept[at - 1]!;
    else if (isKept(line)) {
      if (change >= 0) kept.fill(true, change, at + 1);
      else if (wanted < 0) wanted = at;
    }
  });
  return kept;
}

function length(lines: readonly string[], start: number, end: number): number {
  let sum = 0;
  for (let at = start; at < end; at++) sum += lines[at]!.length + 1;
  return sum;
}

function inOld(line: string): boolean {
  return !line.startsWith('+') && !line.startsWith('\\');
}

function inNew(line: string): boolean {
  return !line.startsWith('-') && !line.startsWith('\\');
}

function range(line: number, count: number): string {
  if (count === 1) return String(line);
  return `${count === 0 ? line - 1 : line},${count}`;
}
