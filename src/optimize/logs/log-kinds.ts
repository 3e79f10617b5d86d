import { lineTemplate } from '../../similarity/line-template.js';
import { createTemplateTree } from '../../similarity/template-tree.js';
import type { LogEntry } from './log-entries.js';

/** Statements from which a text is a log, and the share of them that tells a time or a level. */
const MIN_LOG = 5;
const LOG_SHARE = 0.6;
/** Share of the words that statements of a kind have in common in a log; elsewhere they differ in numbers only. */
const ALIKE = 0.6;

const LEVEL =
  /^(?:\S{1,40} )?[[<(]?(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|FATAL|CRITICAL|SEVERE)[\])>]?[\s:|]|^(?:level|ts|time)=/;

/** Statements of a kind that are worth folding, in a log and elsewhere. */
const MIN_LIKE = 3;
const MIN_EQUAL = 4;

/** Stands in a statement for its time. */
export const TIME = '\u0001';

/** The first line of a statement, its time replaced by {@link TIME}. */
export function statementOf(lines: readonly string[], { start, time }: LogEntry): string {
  const line = lines[start]!;
  return time ? line.slice(0, time.start) + TIME + line.slice(time.end) : line;
}

/**
 * Statements that the same code seems to have printed, in their order. In a log, where each tells a time or a level, they may
 * differ in words too; elsewhere in numbers only, and nothing that comes but a few times stands between them.
 */
export function logKinds(
  lines: readonly string[],
  entries: readonly LogEntry[],
): readonly (readonly LogEntry[])[] {
  const isLog = isTimedLog(lines, entries);
  const templates = entries.map((entry) => templateOf(lines, entry, isLog));
  const runs = isLog ? undefined : runsOf(lines, entries, templates);
  const tree = createTemplateTree({ threshold: isLog ? ALIKE : 1 });
  const kinds: LogEntry[][] = [];
  for (const [at, entry] of entries.entries()) {
    const template = templates[at];
    if (template === undefined) continue;
    const below = lines.slice(entry.start + 1, entry.end).join('\n');
    const words = entry.isCritical ? wordsOf(lines[entry.start]!) : '';
    const number = tree.add(template, [runs?.[at], !entry.time, words, below].join('\n'));
    kinds[number] ??= [];
    kinds[number].push(entry);
  }
  return kinds.filter((like) => like.length >= (isLog ? MIN_LIKE : MIN_EQUAL));
}

/** What statements of a kind have in common that a reader must not miss: each word and code, and the status that a request came to. */
function wordsOf(line: string): string {
  const codes = Array.from(line.matchAll(CODE), ([code]) => code.replace(/\d+/g, '#'));
  return [lineTemplate(line), HTTP_STATUS.exec(line)?.[1], ...codes].join(' ');
}

/** A short word with digits, such as `0N02`: its letters tell things apart, unless they are digits too, as in `7f3a`. */
const CODE = /\b(?=[A-Za-z]*\d)(?=[\da-fA-F]*[g-zG-Z])[\dA-Za-z]{2,5}\b/g;
const HTTP_STATUS = /\bHTTP\/[\d.]{1,3}[" ]{1,2}([1-5]\d\d)\b/;

/** Rows of a table, checksums, and what ends or begins like code or a list does. */
const NO_STATEMENT = /\b[0-9a-f]{32,}\b|\S {2}.*\S {2}|,\S.*,\S|\t|\|.*\||\s:?=\s|[;{}(),[:]$|^[#*>"'`(<{[-]/;

function templateOf(lines: readonly string[], entry: LogEntry, isLog: boolean): string | undefined {
  if (entry.isFixed) return undefined;
  const line = lines[entry.start]!;
  if (!isLog && (!/\S\s+\S/.test(line) || (NO_STATEMENT.test(line) && !entry.time))) return undefined;
  const template = lineTemplate(statementOf(lines, entry));
  return /\p{L}{2}/u.test(template) ? template : undefined;
}

/** For each entry the number of its run: those between which no other stands whose template is rare. */
function runsOf(
  lines: readonly string[],
  entries: readonly LogEntry[],
  templates: readonly (string | undefined)[],
): readonly number[] {
  const counts = new Map<string, number>();
  for (const template of templates) {
    if (template !== undefined) counts.set(template, (counts.get(template) ?? 0) + 1);
  }
  let run = 0;
  return entries.map((entry, at) => {
    const template = templates[at];
    const isRare = template === undefined || counts.get(template)! < MIN_EQUAL;
    if (isRare && lines[entry.start]!.trim() !== '') run++;
    return run;
  });
}

export function isTimedLog(lines: readonly string[], entries: readonly LogEntry[]): boolean {
  const statements = entries.filter(({ start }) => /^\S/.test(lines[start]!));
  const timed = statements.filter(({ start, time }) => time || LEVEL.test(lines[start]!));
  return timed.length >= MIN_LOG && timed.length >= LOG_SHARE * statements.length;
}
