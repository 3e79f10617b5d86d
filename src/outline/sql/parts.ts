import type { SqlToken } from './sql-token.js';

/** Some tokens of a statement, with the text that they were read from. */
export interface Parts {
  readonly text: string;
  readonly tokens: readonly SqlToken[];
}

/** A token in upper case; a quoted name or a string as written. */
export function wordAt({ text, tokens }: Parts, index: number): string {
  const token = tokens[index];
  if (!token) return '';
  const written = text.slice(token.start, token.end);
  return token.type === 'word' ? written.toUpperCase() : written;
}

export interface Named {
  /** Its parts without quotes, joined by periods. */
  readonly name: string;
  /** Index of the token behind it. */
  readonly next: number;
}

/** A name that may lead there through database and schema; `undefined` if none begins at the token. */
export function nameAt(parts: Parts, index: number): Named | undefined {
  const { text, tokens } = parts;
  const names: string[] = [];
  let at = index;
  while (tokens[at]?.type === 'word' || tokens[at]?.type === 'name') {
    const { start, end, type } = tokens[at]!;
    names.push(type === 'name' ? unquoted(text.slice(start, end)) : text.slice(start, end));
    at++;
    if (wordAt(parts, at) !== '.') break;
    at++;
  }
  return names.length === 0 ? undefined : { name: names.join('.'), next: at };
}

function unquoted(name: string): string {
  const quote = name[0]!;
  return quote === '[' ? name.slice(1, -1) : name.slice(1, -1).replaceAll(quote + quote, quote);
}

/** Index of the first token outside parentheses that is one of some words; -1 if there is none. */
export function indexOutside(parts: Parts, words: RegExp, from: number): number {
  let depth = 0;
  for (let at = from; at < parts.tokens.length; at++) {
    const word = wordAt(parts, at);
    if (word === '(') depth++;
    else if (word === ')') depth--;
    else if (depth === 0 && words.test(word)) return at;
  }
  return -1;
}

/** Tokens split at commas outside parentheses, from an index to the parenthesis that closes what is around it. */
export function itemsFrom(parts: Parts, from: number): SqlToken[][] {
  const items: SqlToken[][] = [[]];
  let depth = 0;
  for (let at = from; at < parts.tokens.length; at++) {
    const word = wordAt(parts, at);
    if (word === ')' && depth-- === 0) break;
    if (word === '(') depth++;
    if (word === ',' && depth === 0) items.push([]);
    else items.at(-1)!.push(parts.tokens[at]!);
  }
  return items.filter((item) => item.length > 0);
}
