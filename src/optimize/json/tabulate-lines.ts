import { decodeTable, encodeTables } from './json-table.js';
import { minifyJson } from './json-text.js';

/** Rows after which the head is said anew: a reader sees it nearby, and no more of a long log is held as a tree at a time. */
const MOST_ROWS = 2000;

const TABLE = '<table ';
const LINES = '<table lines: ';

/**
 * A text in which JSON objects stand a line each, with a table in the notation of `json-table.ts` for each run of them;
 * `decodeTable` gives the lines back, minified. Other lines stay. Undefined if there is no run that a table makes shorter.
 *
 * @param count what a text takes: tokens
 */
export function tabulateLines(log: string, count: (text: string) => number): string | undefined {
  const lines = log.split('\n');
  const plain: string[] = [];
  const written: string[] = [];
  let [hasTable, hasOther] = [false, false];
  for (let at = 0; at < lines.length; ) {
    const run = runFrom(lines, at);
    if (run.length === 0) {
      const line = lines[at++]!;
      plain.push(line);
      written.push(line);
      hasOther ||= line.trim() !== '';
      continue;
    }
    at += run.length;
    const table = encodeTables(`[${run.join(',')}]`, count);
    const json = run.join('\n');
    const isTable = table.startsWith(TABLE) && table.length + LINES.length - TABLE.length < json.length;
    plain.push(json);
    written.push(isTable ? LINES + table.slice(TABLE.length) : json);
    hasTable ||= isTable;
  }
  if (!hasTable) return undefined;
  const text = written.join('\n');
  return !hasOther || isDecodable(text, plain.join('\n')) ? text : undefined;
}

function runFrom(lines: readonly string[], start: number): readonly string[] {
  const run: string[] = [];
  for (let at = start; at < lines.length && run.length < MOST_ROWS; at++) {
    const json = recordIn(lines[at]!);
    if (json === undefined) break;
    run.push(json);
  }
  return run;
}

/** The JSON object that a line is, minified. */
export function recordIn(line: string): string | undefined {
  return line.startsWith('{') ? minifyJson(line) : undefined;
}

/** What stands around the tables may look like a string that is open, or like a table. */
function isDecodable(table: string, plain: string): boolean {
  try {
    return decodeTable(table) === plain;
  } catch {
    return false;
  }
}
