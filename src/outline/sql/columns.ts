import { docBefore } from '../doc-before.js';
import type { OutlineSymbol } from '../outline.js';
import type { Lined } from '../scan/block-symbol.js';
import { signatureOf } from '../scan/signature.js';
import { itemsFrom, nameAt, type Parts, wordAt } from './parts.js';
import type { SqlStatement } from './read-statements.js';
import type { SqlToken } from './sql-token.js';

/** The columns and constraints of a table, from the token behind its parenthesis. */
export function columnsOf(source: Lined, statement: SqlStatement, from: number): OutlineSymbol[] {
  let comment = 0;
  return itemsFrom({ text: source.text, tokens: statement.tokens }, from).map((tokens) => {
    const { start } = tokens[0]!;
    const comments: number[] = [];
    while (statement.comments[comment] !== undefined && statement.comments[comment]! < start)
      comments.push(statement.comments[comment++]!);
    const doc = docBefore(start, comments, source.text);
    return { ...itemSymbol(source, tokens), ...(doc !== undefined && { doc }) };
  });
}

/** What an ALTER TABLE adds, from the token behind the table's name. */
export function additionsOf(source: Lined, { tokens }: SqlStatement, from: number): OutlineSymbol[] {
  return itemsFrom({ text: source.text, tokens }, from).flatMap((all) => {
    const add = all
      .slice(0, ADD_WITHIN)
      .findIndex((_, i) => wordAt({ text: source.text, tokens: all }, i) === 'ADD');
    return add === -1 ? [] : [itemSymbol(source, all.slice(add))];
  });
}

/** `WITH CHECK ADD` has it third. */
const ADD_WITHIN = 3;
const CONSTRAINT = /^(?:PRIMARY|FOREIGN|UNIQUE|CHECK|EXCLUDE|LIKE|FULLTEXT|SPATIAL)$/;

function itemSymbol({ text, lineAt }: Lined, tokens: readonly SqlToken[]): OutlineSymbol {
  const [start, end] = [tokens[0]!.start, tokens.at(-1)!.end];
  const signature = signatureOf(text, { start, end });
  const [startLine, endLine] = [lineAt(start), lineAt(end - 1)];
  const elided = start + signature.length < end ? Math.max(1, endLine - startLine) : 0;
  return {
    ...namesOf({ text, tokens }),
    signature,
    startLine,
    endLine,
    elided,
    exported: false,
    children: [],
  };
}

function namesOf(parts: Parts): Pick<OutlineSymbol, 'kind' | 'name'> {
  let at = wordAt(parts, 0) === 'ADD' ? 1 : 0;
  const word = wordAt(parts, at);
  if (word === 'CONSTRAINT') return { kind: 'constraint', name: nameAt(parts, at + 1)?.name ?? word };
  if (isIndex(parts, at) || CONSTRAINT.test(word)) {
    const more = /^(?:KEY|INDEX)$/.test(wordAt(parts, at + 1)) ? ` ${wordAt(parts, at + 1)}` : '';
    return { kind: 'constraint', name: word + more };
  }
  if (word === 'COLUMN') at++;
  if (wordAt(parts, at) === 'IF') at += 3;
  return { kind: 'column', name: nameAt(parts, at)?.name ?? wordAt(parts, at) };
}

/** `KEY (a)` and `KEY name (a)`; but a column may have that name: `key varchar(20)`. */
function isIndex(parts: Parts, at: number): boolean {
  if (!/^(?:KEY|INDEX)$/.test(wordAt(parts, at))) return false;
  if (wordAt(parts, at + 1) === '(') return true;
  return wordAt(parts, at + 2) === '(' && !/^\d/.test(wordAt(parts, at + 3));
}
