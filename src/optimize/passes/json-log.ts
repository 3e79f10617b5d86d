import { marker } from '../../context/handle.js';
import { criticalFacts, criticalLines } from '../gate/critical-facts.js';
import { isCriticalLine } from '../gate/critical-line.js';
import { decodeTable, hasTable } from '../json/json-table.js';
import { foldJsonLog } from '../logs/fold-json-log.js';
import { foldLog } from '../logs/fold-log.js';
import { definePass } from '../pass.js';
import { hasMarker, rewriteUnlessRead } from '../rewrite.js';

/**
 * Folds the records of a structured log, JSON objects a line each, that the same statement printed to one, with their count,
 * the first and the last time, and the values in which they differ; lines of text among them as `log-templates` does. Errors,
 * warnings and statuses stay, each with all that it says. A container's name or a time may stand before each record.
 */
export const jsonLog = definePass({
  name: 'json-log',
  kind: 'reversible',
  waste: 'log records alike',
  run: rewriteUnlessRead((part, env) => {
    if (hasMarker(part.text)) return undefined;
    const text = hasTable(part.text) ? decoded(part.text) : part.text;
    const folded = faithfulFold(text, (line) => env.preserved(line));
    if (folded === undefined) return undefined;
    const count = text.replace(/\n$/, '').split('\n').length;
    return `${marker(`${count} ${NOTE}`, env.handle(part))}\n${folded}`;
  }),
});

/** Tells how to read what follows. */
const NOTE =
  'log lines, like JSON records as one: ×N is their count, then first … last time and {values that differ}';

/** A fold with every critical fact of the text: lines that have one which would be gone are left as they are. */
function faithfulFold(text: string, isKept: (line: string) => boolean): string | undefined {
  const folded = foldAll(text, isKept);
  if (folded === undefined) return undefined;
  const missing = missingFrom(folded, text);
  if (missing.size === 0) return folded;
  const lines = text.split('\n');
  const saying = [...criticalLines(text)].flatMap(([fact, at]) => (missing.has(fact) ? at : []));
  const needed = new Set([
    ...saying.map((at) => lines[at]!),
    ...lines.filter((line) => [...criticalFacts(line)].some((fact) => missing.has(fact))),
  ]);
  const again = foldAll(text, (line) => isKept(line) || needed.has(line));
  return again !== undefined && missingFrom(again, text).size === 0 ? again : undefined;
}

/** Folds the records, and then the lines of text among them and what is critical behind a prefix, of which all values stay. */
function foldAll(text: string, isKept: (line: string) => boolean): string | undefined {
  const folded = foldJsonLog(text, isKept);
  if (folded === undefined) return undefined;
  const lines = folded.split('\n');
  const done = new Set(lines.filter((line, at) => FOLDED.test(line) || COUNT.test(lines[at + 1] ?? '')));
  const isRecord = (line: string) => line.startsWith('{') || (RECORD.test(line) && !isCriticalLine(line));
  return foldLog(folded, (line) => isKept(line) || done.has(line) || isRecord(line)) ?? folded;
}

const RECORD = /^[^{"]{0,160}\{"/;
/** What stands below a critical record, and a line that stands for several. */
const COUNT = /^×\d/;
const FOLDED = /^×\d| ×\d+$/;

function missingFrom(folded: string, text: string): ReadonlySet<string> {
  const kept = criticalFacts(folded);
  return new Set([...criticalFacts(text)].filter((fact) => !kept.has(fact)));
}

/** Empty if only a piece of a table is left. */
function decoded(text: string): string {
  try {
    return decodeTable(text);
  } catch {
    return '';
  }
}
