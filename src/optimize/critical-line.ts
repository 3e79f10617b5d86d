/**
 * Whether a line carries what a reader must not miss: an error, a failure, a warning, a stack frame's cause, an exit
 * code, an HTTP status of 400 or more. Counts of zero (`0 errors`, `failed=0`) are no alarm. Errs on the side of yes.
 * Linear in the length of the line.
 */
export function isCriticalLine(line: string): boolean {
  if (SYMBOL.test(line) || LEVEL.test(line)) return true;
  if (ALARM.test(line) && ALARM.test(line.replace(ZERO_BEFORE, '').replace(ZERO_AFTER, ''))) return true;
  return HTTP.test(line) && STATUS.test(line) && STATUS.test(line.replace(ID, ''));
}

const SYMBOL =
  /[✗✘✖❌×⨯●⚠]|\bE(?:NOENT|ACCES|PERM|EXIST|CONN[A-Z]+|ADDR[A-Z]+|PIPE|TIMEDOUT|MFILE|NOSPC|NOTFOUND|HOSTUNREACH|INVAL|BUSY|ISDIR|NOTDIR|NOTEMPTY|RESOLVE)\b|\bSIG[A-Z]{3,}\b|\bTS\d{4}\b/;
/** Levels that logs write as a letter (glog, logcat) or as a number. */
const LEVEL = /^[EWF]\d{4} \d|^\S+ \S+ +\d+ +\d+ [EWF] |"level": ?[456]0\b/;
const ALARM =
  /error|\berrs?\b|errno|stderr|exception|fail|fatal|panic|traceback|caused by|warn|critical|severe|alert|emerg|denied|refused|forbidden|unauthori[sz]ed|time(?:d[ -]?|-?)out|abort|crash|segmentation|segfault|assert|exit(?:ed|s)?\b|exitcode|return(?:ed)? ?code|\brc\b["']?\s?[:=]|\bsignal\b|terminated|status code|not found|no such|missing|undefined|unable|cannot|can't|could not|couldn't|invalid|illegal|reject|killed|out of memory|\boom\b|deadlock|corrupt|conflict|deprecat|vulnerab|not ok\b|unexpected|mismatch|unreachable|overflow|leak|\bexpected\b|\b(?:received|actual|left|right) ?:/i;
const ZERO_BEFORE =
  /(?<![\d.])0 (?:errors?|warnings?|failures?|failed|failing|vulnerabilities|crashes|leaks)\b/gi;
const ZERO_AFTER =
  /\b(?:errors?|err|warnings?|failures?|failed|exit(?:ed)?(?: with)?(?: code| status)?|return ?code|rc)["']?[=:]? ?(?:0(?![\d.])|null\b|none\b|false\b|\[\]|"")/gi;
const HTTP = /http|status|code|response|\b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b/i;
/** A hash or a UUID, in which any three digits may stand. */
const ID = /[0-9a-f-]{16,}/gi;
const STATUS = /(?<![\d.,])[45]\d\d(?![\d.,]*\d|\s?(?:[mµn]?s\b|[kKMG]i?B\b|B\b|%))/;

/**
 * Whether a line names a place in a file, as compilers and stack traces do: `a.ts:3:5`, `a.ts(3,5)`, `(A.java:3)`,
 * `File "a.py", line 3`, `a_test.go:3`.
 */
export function hasLocation(line: string): boolean {
  return LOCATION.test(line);
}

const LOCATION = /\.[A-Za-z]\w{0,9}:\d+:\d|\.\w{1,10}\(\d+,\d+|\w\.\w{1,10}:\d+\)|", line \d|_test\.go:\d/;
