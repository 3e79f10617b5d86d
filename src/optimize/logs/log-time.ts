/** The first time that a log line names. Offsets are UTF-16 units, ends exclusive. */
export interface LogTime {
  readonly start: number;
  readonly end: number;
  /** The day as written; `''` if the line names none apart from the time of day. */
  readonly day: string;
  /** Where the time of day starts. */
  readonly clock: number;
}

/** UTF-16 units within which a line's time is looked for. */
const REACH = 100;

const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const WEEKDAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const DAY = [
  String.raw`\d{4}[-/.]\d\d[-/.]\d\d`,
  String.raw`\d\d[-/.]\d\d(?:[-/.]\d{2,4})?`,
  String.raw`\d{8}`,
  String.raw`(?:${WEEKDAY} )?${MONTH} {1,2}\d{1,2}`,
  String.raw`\d{1,2}[/ ]${MONTH}[/ ]\d{4}`,
].join('|');
const CLOCK = String.raw`\d{1,2}:\d{1,2}:\d{1,2}(?:[.,:]\d{1,9})?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d)(?!\w))?`;
/** Seconds since the kernel started, as `dmesg` has them: `[   12.345678]`. */
const UPTIME = String.raw`(?<=^\[) {0,10}\d{1,10}\.\d{6}(?=\] )`;
/** A day and a time of day, or that alone; `081109 203518` at a line's start; seconds or more since 1970 or a start. */
const TIME = new RegExp(
  String.raw`(?<![\w.:/-])(?:(?<day>${DAY})[T _:-]{1,2})?(?=\d)${CLOCK}(?!\w)|^(?<six>\d{6}) \d{6}(?= )|(?<![\w.:-])1\d{9}(?:\.\d{1,9}|\d{3})?(?![\w.])|${UPTIME}`,
);

/** The first time within the first 100 units of a line; undefined if there is none. */
export function logTime(line: string): LogTime | undefined {
  const match = TIME.exec(line.length > REACH ? line.slice(0, REACH) : line);
  if (!match) return undefined;
  const start = match.index;
  const day = match.groups!.day ?? match.groups!.six ?? '';
  let clock = start + day.length;
  while (!/\d/.test(line[clock]!)) clock++;
  return { start, end: start + match[0].length, day, clock };
}

const MOMENT = /^(?:\d{4}[-/.]\d\d[-/.]\d\d\S*|\d{1,2}:\d\d:\d\d\S*|1\d{9}(?:\.\d+|\d{3})?)$/;

/** Whether a word is a date or a time, of which every line of a log has another. */
export function isMoment(word: string): boolean {
  return MOMENT.test(word);
}
