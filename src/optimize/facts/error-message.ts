import { lineTemplate } from '../../similarity/line-template.js';
import { defineCriticalFacts, type Located } from '../fact.js';
import { collapse, headsOf } from '../gate/plain-text.js';
import { isLogRecord, isSourceKey, levels, messageIn } from './log-record.js';

const LEVEL = levels(
  'error|err|fatal|severe|critical|crit|panic|emerg|emergency|alert|fehler|erreur|ошибка|错误|錯誤|エラー|오류',
  'EF',
);

/** How a message of an error begins, by the tools that print it; anchored, on lines without marks at their start. */
const FORMS: readonly RegExp[] = byFlags([
  // `error: …`, `gcc: fatal error: …`, `error[E0308]: …`, `error TS18003: …`; compilers, git, docker, node, terraform.
  /^(?:[\w./@+-]{1,60}: ){0,2}(?:PHP )?(?:(?:fatal|internal|syntax|runtime|parse|link(?:er)?|build|compile|config|network) )?error(?: ?\[\w+\]| [A-Z]{1,4}\d{1,5}| from server(?: \(\w+\))?| in \S+)?: {0,2}\S/i,
  // The same where a compiler, a shell or git speaks another language.
  /^(?:[\w./@+-]{1,60}: ){0,2}(?:\p{L}+(?:er|ale?) )?(?:fehler|erreur|errore|erro|fout|błąd|ошибка|hata|错误|錯誤|エラー|오류) ?[:：] {0,2}\S/iu,
  /^(?:npm|pnpm|yarn) (?:ERR!|error) \S/,
  /^(?:error|fatal|panic|FATAL|FAILED|E|abort(?:ed)?|failure)[:!] *\S/,
  /^(?:ERR_[A-Z_]+ |(?:ERROR?|FATAL?|CRITICAL)(?:\[\d+\])? )\s*\S/,
  /^\[(?:ERROR|error|FATAL|fatal)\] \S/,
  // An exception's own line.
  /^(?:[\w.$]+[.:])?[A-Z]\w*(?:Error|Exception|Failure)(?: \[\w+\])?: \S/,
  /^(?:Uncaught|Unhandled|Exception in thread|Caused by:|Traceback) \S/,
  // What shells and system tools say after the subject.
  /^[\w./-]{1,80}: .*(?:command not found|not found|No such file or directory|Permission denied|Operation not permitted|Is a directory|Not a directory|File exists|No space left on device|Connection refused|Connection timed out|Name or service not known|Address already in use|Broken pipe|Device or resource busy|Argument list too long|Cannot allocate memory)\.?$/i,
  /^curl: \(\d+\) \S/,
  // Builds.
  /^(?:g?make|ninja)(?:\[\d+\])?: \*\*\* \S/,
  /^> Task \S+ FAILED/,
  /^(?:\[INFO\] |\*\* )?build fail(?:ed|ure)\b/i,
  /^(?:CMake Error|FAILURE: |Failure\/Error: |Execution failed for|Failed to compile|Compilation failed|Module not found: |Cannot find module |error during )/,
  // A count of what failed, as runners and compilers end with.
  /^.{0,120}(?<![\d.,/])[1-9]\d{0,6} (?:tests? |specs? |suites? )?(?:failed|failures?|failing|fail|errors?|error\(s\)|problems?)\b(?!.{80})/i,
  /\bfailed:$/,
  /undefined reference to [`']|^ld: |: cannot find -l\w/,
  /^Failed asserting that /,
  /^Command failed|ELIFECYCLE/,
  // git.
  /^(?:CONFLICT \(|! \[(?:remote )?rejected\]|Automatic merge failed|error: failed to push)/,
  // A pod or a service that does not run.
  /\s(?:CrashLoopBackOff|ImagePullBackOff|ErrImagePull|CreateContainer\w*Error|OOMKilled|Evicted|Init:Error|errored)\s|^Active: failed/,
  // What the harness of an agent answers.
  /^<(?:\w+_)?error>\S/,
  /^[✘❌⨯] +\S/,
]);

/** The same patterns as one for each set of flags, because most lines match none. */
function byFlags(patterns: readonly RegExp[]): readonly RegExp[] {
  const flags = [...new Set(patterns.map((pattern) => pattern.flags))];
  return flags.map((own) => {
    const sources = patterns.filter((pattern) => pattern.flags === own).map(({ source }) => source);
    return new RegExp(sources.map((source) => `(?:${source})`).join('|'), own);
  });
}

/** Marks that tools draw before a line. */
const MARKS = /^(?:[\s│╷╵|]|#\d+ (?:\d+\.\d+ )?)*/;

/** Failures that logs without levels report. */
const TROUBLE =
  /\b(?:error|exception|fatal|panic(?:ked)?|fail(?:ed|ure|ures)?|denied|refused|corrupt(?:ed|ion)?|crash(?:ed)?|segfault)\b/i;
const HARMLESS =
  /\b(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|trace|debug|info|notice|warn|warning)\b|^\S+ \S+ +\d+ +\d+ [VDIW] |^[IW]\d{4} /;
const ZERO =
  /(?<![\d.])(?:0|no) (?:error|exception|failure|failed)s?\b|\b(?:error|exception|failure|failed)s?["']?[=:] ?(?:0(?![\d.])|null\b|none\b|false\b)/gi;

const CUE = new RegExp(
  `${TROUBLE.source}|err|FATAL|critical|severe|alert|emerg|fail|cannot|not |rejected|conflict|BackOff|Evicted|OOM|E:|curl:|[EF]\\d{4} |[ [(<|][EF][\\])>| ]|fehler|erreur|erro|fout|błąd|ошибка|hata|错误|錯誤|エラー|오류|[✘❌⨯]|no such|is a dir|file exists|no space|timed out|address already|broken pipe|busy|too long|undefined|\\*\\*\\*|"level"`,
  'i',
);

/**
 * What a tool, a program or a log says that went wrong, whether or not it names a place: npm, docker, kubectl, git, make, shells,
 * linkers, exceptions, and records of logs at level error and above (without levels: with words of failure).
 */
export const errorMessage = defineCriticalFacts({
  name: 'error-message',
  *find(plain) {
    const lines = headsOf(plain);
    for (const [at, line] of lines.entries()) {
      if (!CUE.test(line)) continue;
      const said = line.replace(MARKS, '').trimEnd();
      if (isRecordOfError(said) || (FORMS.some((form) => form.test(said)) && !isSourceKey(said))) {
        const below = said.endsWith(':') && isSaidBelow(said, lines[at + 1]) ? at + 1 : at;
        const more = below > at ? ` ${lines[below]!.trim()}` : '';
        yield [messageIn(said + more), at, below];
      } else yield* inJson(lines, at);
    }
  },
});

/** Whether a heading stands for the line below it: a record of a log does not go on in the next record. */
function isSaidBelow(heading: string, below: string | undefined): boolean {
  return below !== undefined && !(isLogRecord(heading) && isLogRecord(below));
}

function isRecordOfError(line: string): boolean {
  if (LEVEL.test(line.slice(0, 160))) return isLogRecord(line);
  return isLogRecord(line) && !HARMLESS.test(line.slice(0, 160)) && TROUBLE.test(line.replace(ZERO, ''));
}

const FIELD = /"(?:error|errorMessage|error_description)"\s?:\s?"([^"\\]{2,200})/;
const JSON_LEVEL =
  /"(?:level|levelname|severity|lvl)"\s?:\s?(?:"(?:error|err|fatal|critical|panic|alert|emergency)"|[56]0\b)/i;
const JSON_MESSAGE = /"(?:msg|message|event|err)"\s?:\s?"([^"\\]{1,200})/;

/** An error's field in JSON, or a log record whose level is one; there a string's end ends a line of the plain text. */
function* inJson(lines: readonly string[], at: number): Iterable<Located> {
  const field = FIELD.exec(lines[at]!)?.[1];
  if (field !== undefined) yield [collapse(`error: ${field}`, 240), at];
  if (!JSON_LEVEL.test(lines[at]!)) return;
  const said = recordAround(lines, at).find((near) => JSON_MESSAGE.test(lines[near]!));
  if (said === undefined) yield ['error', at];
  else yield [collapse(`error ${lineTemplate(JSON_MESSAGE.exec(lines[said]!)![1]!)}`, 240), at, said];
}

/** The numbers of the lines of the JSON object that a line stands in, the line itself first, as far as 12 lines to each side. */
function recordAround(lines: readonly string[], at: number): readonly number[] {
  const record = [at];
  for (let below = at; below < at + 12 && !/^\s*\}|\}\s*$/.test(lines[below] ?? '}'); ) record.push(++below);
  for (let above = at; above > at - 12 && !/^\s*\{/.test(lines[above] ?? '{'); ) record.push(--above);
  return record.filter((number) => lines[number] !== undefined);
}
