const WORDS = /error|warn|fatal|exception|traceback|panic|critical|severe|\bfail/i;
/** Server errors in access logs, levels in JSON as numbers, and the letters of glog and logcat. */
const MARKS = /" 5\d\d (?:\d|-)|"level":\s?[456]0\b|^[EWF]\d{4} |^\S+ \S+ +\d+ +\d+ [EWF] /;

/** UTF-16 units of a line that are looked at. */
const READ_LIMIT = 10_000;

/** Whether a line of a log tells of an error or a warning. */
export function isErrorLine(line: string): boolean {
  const head = line.length > READ_LIMIT ? line.slice(0, READ_LIMIT) : line;
  return WORDS.test(head) || MARKS.test(head);
}
