import type { OutlineSymbol } from '../outline.js';
import type { Lined } from '../scan/block-symbol.js';
import { nameAt, type Parts, wordAt } from './parts.js';
import type { SqlStatement } from './read-statements.js';

/** What is written into one table by one kind of statement. */
interface Insertion {
  readonly verb: string;
  readonly table: string;
  readonly start: number;
  end: number;
  statements: number;
  rows: number;
}

/** Counts the rows that a script inserts: statements are taken in one after another, and told by table. */
export interface Insertions {
  add(text: string, statement: SqlStatement): void;
  symbols(source: Lined): OutlineSymbol[];
}

export function countInsertions(): Insertions {
  const found = new Map<string, Insertion>();
  return {
    add(text, statement) {
      const target = targetOf({ text, tokens: statement.tokens });
      if (!target) return;
      const { start, end, rows } = statement;
      const key = `${target.verb} ${target.table}`;
      const known = found.get(key);
      if (known) {
        known.end = end;
        known.statements++;
        known.rows += rows;
      } else found.set(key, { ...target, start, end, statements: 1, rows });
    },
    symbols: (source) => [...found.values()].map((insertion) => symbolOf(source, insertion)),
  };
}

function targetOf(parts: Parts): Pick<Insertion, 'verb' | 'table'> | undefined {
  const verb = wordAt(parts, 0);
  if (verb === 'COPY') {
    const named = nameAt(parts, 1);
    return named && { verb, table: named.name };
  }
  if (verb !== 'INSERT' && verb !== 'REPLACE') return undefined;
  let at = 1;
  while (/^(?:INTO|IGNORE|OR|REPLACE|LOW_PRIORITY|DELAYED|OVERWRITE)$/.test(wordAt(parts, at))) at++;
  const named = nameAt(parts, at);
  return named && { verb: `${verb} INTO`, table: named.name };
}

function symbolOf({ lineAt }: Lined, insertion: Insertion): OutlineSymbol {
  const { verb, table, start, end, statements, rows } = insertion;
  const counts = [
    ...(verb === 'COPY' ? [] : [counted(statements, 'statement')]),
    ...(rows > 0 || verb === 'COPY' ? [counted(rows, 'row')] : []),
  ];
  return {
    kind: 'key',
    name: table,
    signature: `${verb} ${table}: ${counts.join(', ')}`,
    startLine: lineAt(start),
    endLine: lineAt(end - 1),
    elided: 0,
    exported: false,
    children: [],
  };
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
