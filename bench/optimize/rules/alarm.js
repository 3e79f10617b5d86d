// What counts as an alarm in what a program prints. Read off real outputs, and on purpose not ctxopt's own rule.

const WORDS =
  /(?<![\w-])(?:errors?|fatal|fail(?:ed|ure|ures|s|ing)?|exceptions?|panic(?:ked)?|traceback|warn(?:ing|ings)?|critical|severe|emerg|alert|denied|refused|forbidden|unauthorized|timed[ -]?out|timeout(?: of \S+)? (?:exceeded|expired|error|occurred|reached)|abort(?:ed|ing)?|crash(?:ed)?|segfault|segmentation fault|core dumped|killed|out of memory|unreachable|corrupt(?:ed)?|not found|no such file|exit(?:ed)?(?: with)?(?: code| status)? [1-9]\d*)(?![\w-])/i;
const NAMES =
  /\b[A-Z]\w*(?:Error|Exception)\b|\bE(?:NOENT|ACCES|PERM|EXIST|CONN[A-Z]+|ADDR[A-Z]+|PIPE|TIMEDOUT|MFILE|NOTFOUND)\b|\bnpm (?:ERR!|error)/;
const MARKS = /(?:^|\s)[✗✖✘×⚠](?:\s|$)/u;
const NONE =
  /\b(?:0|no|without) (?:errors?|warnings?|failures?|failed|vulnerabilities)\b|\b(?:errors?|warnings?|failures?|failed|exit code|fail)\b["']?(?:\s*[:=]\s*|\s+)(?:0(?![\d.])|null|none|false|""|\[\])/gi;
const STATUS =
  /"\s(?:status: )?([45]\d\d)\b|\bHTTP\/[\d.]+"?\s+([45]\d\d)\b|\bstatus(?: code)?["']?\s?[:=]?\s?([45]\d\d)\b/i;

/** Whether a line, without terminal codes, tells of an error, a warning, a failure or an HTTP status of 400 or more. */
export function isAlarm(line) {
  if (STATUS.test(line)) return true;
  const text = line.replace(NONE, '');
  return WORDS.test(text) || NAMES.test(text) || MARKS.test(text);
}

/** A line without terminal codes, but in its own columns: each code's letters are gone, so use it for tests only. */
export function plain(line) {
  return line.replace(/\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b\][^\x07]*\x07|[\x00-\x08\x0e-\x1f]/g, '');
}
