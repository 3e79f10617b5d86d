import { docBefore } from '../doc-before.js';
import type { OutlineSymbol } from '../outline.js';
import type { Lined } from '../scan/block-symbol.js';
import { signatureOf } from '../scan/signature.js';
import { additionsOf, columnsOf } from './columns.js';
import { indexOutside, nameAt, type Parts, wordAt } from './parts.js';
import type { SqlStatement } from './read-statements.js';

const KIND =
  /^(?:TABLE|VIEW|INDEX|FUNCTION|PROCEDURE|PROC|TRIGGER|EVENT|PACKAGE|TYPE|SCHEMA|SEQUENCE|DOMAIN)$/;
/** What may stand between CREATE and the kind. */
const MODIFIER =
  /^(?:OR|REPLACE|ALTER|TEMP|TEMPORARY|GLOBAL|LOCAL|UNLOGGED|MATERIALIZED|UNIQUE|CLUSTERED|NONCLUSTERED|COLUMNSTORE|FULLTEXT|SPATIAL|BITMAP|RECURSIVE|FORCE|EDITIONABLE|CONSTRAINT|EXTERNAL|VIRTUAL|FOREIGN|TRANSIENT|AGGREGATE|DEFINER|ALGORITHM|SQL|SECURITY|INVOKER|UNDEFINED|MERGE|TEMPTABLE)$/;
/** Words of `DEFINER = a@b`, which can be any, are passed over for as long. */
const MODIFIERS_WITHIN = 16;
const BODY = /^(?:AS|IS|BEGIN|DECLARE)$/;
const ROUTINE = /^(?:FUNCTION|PROCEDURE|PROC|TRIGGER|EVENT|PACKAGE)$/;

/** What a statement defines; `undefined` if nothing. */
export function definitionOf(source: Lined, statement: SqlStatement): OutlineSymbol | undefined {
  const parts = { text: source.text, tokens: statement.tokens };
  const verb = wordAt(parts, 0);
  if (verb !== 'CREATE' && verb !== 'ALTER') return undefined;
  const kindAt = kindIn(parts);
  if (kindAt === undefined) return undefined;
  const kind = wordAt(parts, kindAt);
  const named = nameAt(parts, behindOptions(parts, kindAt + 1));
  if (!named) return undefined;
  if (verb === 'CREATE') return symbolOf(source, statement, { kind, ...named });
  if (kind === 'TABLE') {
    const children = additionsOf(source, statement, named.next);
    return children.length === 0
      ? undefined
      : symbolOf(source, statement, { kind: 'ALTER', ...named, children, signatureNext: named.next });
  }
  const isRedefined = (ROUTINE.test(kind) || kind === 'VIEW') && indexOutside(parts, BODY, named.next) !== -1;
  return isRedefined ? symbolOf(source, statement, { kind, ...named }) : undefined;
}

function kindIn(parts: Parts): number | undefined {
  let passing = false;
  for (let at = 1; at < MODIFIERS_WITHIN; at++) {
    const word = wordAt(parts, at);
    if (KIND.test(word)) return at;
    if (word === 'DEFINER') passing = true;
    else if (!passing && parts.tokens[at]?.type === 'word' && !MODIFIER.test(word)) return undefined;
  }
  return undefined;
}

/** Behind `IF NOT EXISTS` and the like. */
function behindOptions(parts: Parts, from: number): number {
  let at = from;
  while (/^(?:IF|NOT|EXISTS|CONCURRENTLY|ONLY|BODY)$/.test(wordAt(parts, at))) at++;
  return at;
}

interface Facts {
  readonly kind: string;
  readonly name: string;
  /** Index of the token behind the name. */
  readonly next: number;
  readonly children?: readonly OutlineSymbol[];
  /** Index of the token before which the signature ends. */
  readonly signatureNext?: number;
}

function symbolOf(source: Lined, statement: SqlStatement, facts: Facts): OutlineSymbol {
  const { text, lineAt } = source;
  const { tokens, start, end } = statement;
  const parts = { text, tokens };
  const hasColumns = facts.kind === 'TABLE' && wordAt(parts, facts.next) === '(';
  const body = facts.signatureNext ?? (hasColumns ? facts.next : bodyIn(parts, facts));
  const signatureEnd = tokens[body === -1 ? tokens.length - 1 : body - 1]!.end;
  const signature = signatureOf(text, { start, end: signatureEnd });
  const [startLine, endLine] = [lineAt(start), lineAt(end - 1)];
  const signatureLine = lineAt(start + signature.length - 1);
  const doc = docBefore(
    start,
    statement.comments.filter((at) => at < start),
    text,
  );
  return {
    kind: facts.kind.toLowerCase().replace(/^proc$/, 'procedure'),
    name: facts.name,
    signature,
    startLine,
    endLine,
    elided: start + signature.length === end ? 0 : Math.max(1, endLine - signatureLine),
    ...(doc !== undefined && { doc }),
    exported: false,
    children: facts.children ?? (hasColumns ? columnsOf(source, statement, facts.next + 1) : []),
  };
}

/** Index of the token that a body begins with; -1 if there is none. */
function bodyIn(parts: Parts, { kind, next }: Facts): number {
  if (kind === 'TABLE' || kind === 'VIEW') return indexOutside(parts, /^AS$/, next);
  if (kind === 'SEQUENCE') return isOnOneLine(parts) ? -1 : next;
  if (!ROUTINE.test(kind)) return -1;
  for (let at = next; ; at++) {
    at = indexOutside(parts, BODY, at);
    const before = wordAt(parts, at - 1);
    const isAlias = wordAt(parts, at) === 'AS' && (before === 'EXECUTE' || isTransition(parts, at));
    if (at === -1 || !isAlias) return at;
  }
}

function isOnOneLine({ text, tokens }: Parts): boolean {
  return !text.slice(tokens[0]!.start, tokens.at(-1)!.end).includes('\n');
}

/** `REFERENCING NEW TABLE AS x` names what a trigger sees. */
function isTransition(parts: Parts, at: number): boolean {
  return /^(?:NEW|OLD|TABLE|ROW)$/.test(wordAt(parts, at - 1));
}
