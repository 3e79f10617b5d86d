import { invalidInput } from './invalid-input.js';
import { documentStart, skipSpace } from './scan-json.js';

/** A JSON value and where it stands: `start` inclusive, `end` exclusive, in UTF-16 code units of the body. */
export type JsonNode = JsonObject | JsonArray | JsonScalar;

export interface JsonObject {
  readonly type: 'object';
  readonly start: number;
  readonly end: number;
  /** In order, with duplicates. */
  readonly members: readonly JsonMember[];
}

export interface JsonMember {
  readonly key: string;
  readonly value: JsonNode;
}

export interface JsonArray {
  readonly type: 'array';
  readonly start: number;
  readonly end: number;
  readonly items: readonly JsonNode[];
}

export interface JsonScalar {
  readonly type: 'string' | 'number' | 'boolean' | 'null';
  readonly start: number;
  readonly end: number;
}

/** A container that is being read. `key` is the name of the member whose value comes next. */
interface OpenNode {
  readonly type: 'object' | 'array';
  readonly start: number;
  /** Whether what is in it is kept. */
  readonly kept: boolean;
  readonly members: JsonMember[];
  readonly items: JsonNode[];
  key: string;
}

/** How deep arrays and objects may be nested. Real bodies stay below 100. */
const MAX_DEPTH = 1000;

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const WORDS = [
  ['true', 'boolean'],
  ['false', 'boolean'],
  ['null', 'null'],
] as const;

/** Stands for every value that is not kept. */
const UNKEPT: JsonScalar = { type: 'null', start: 0, end: 0 };
const NO_MEMBERS: JsonMember[] = [];
const NO_ITEMS: JsonNode[] = [];

export interface ParseOptions {
  /** The part of the body to parse; by default all of it. */
  readonly start?: number;
  readonly end?: number;
  /**
   * The members whose objects and arrays are looked into. Any other is checked and its place kept, but it has no members
   * and no items: most of a large body is of no interest, and would take many times its length. By default all are.
   */
  readonly into?: ReadonlySet<string>;
  /** The number of the line in which `start` stands, where that is known: an error names its line. */
  readonly line?: number;
}

/**
 * Parses strict JSON (RFC 8259; a byte order mark is allowed) and keeps the values' positions. Linear, and without
 * recursion.
 * @throws CtxoptError `invalid_input` naming line and column
 */
export function parseJson(
  body: string,
  { start = documentStart(body), end = body.length, into, line }: ParseOptions = {},
): JsonNode {
  const open: OpenNode[] = [];
  const keys = new Map<string, string>();
  const known = line === undefined ? undefined : { offset: start, number: line };
  const invalid = (offset: number, what: string) => invalidInput(body, offset, what, known);
  let at = skipSpace(body, start, end);

  for (;;) {
    let value = beginValue();
    while (value) {
      const parent = open.at(-1);
      if (!parent) {
        at = skipSpace(body, at, end);
        if (at < end) throw unexpected('the end of the JSON document');
        return value;
      }
      if (parent.kept) {
        if (parent.type === 'object') parent.members.push({ key: parent.key, value });
        else parent.items.push(value);
      }
      value = endOrNext(parent);
    }
  }

  /** Reads a scalar or an empty container; opens any other container and gives undefined. */
  function beginValue(): JsonNode | undefined {
    const begin = at;
    const char = at < end ? body[at] : undefined;
    if (char === '{' || char === '[') {
      if (open.length >= MAX_DEPTH) {
        throw invalid(at, `JSON nested deeper than ${MAX_DEPTH} levels is not accepted`);
      }
      const kept = isKept(open.at(-1));
      const node: OpenNode = {
        type: char === '{' ? 'object' : 'array',
        start: begin,
        kept,
        members: kept ? [] : NO_MEMBERS,
        items: kept ? [] : NO_ITEMS,
        key: '',
      };
      at = skipSpace(body, at + 1, end);
      if (at < end && body[at] === closerOf(node)) return close(node);
      open.push(node);
      if (node.type === 'object') readKey(node);
      return undefined;
    }
    if (char === '"') {
      at = endOfString(begin);
      return scalar('string', begin);
    }
    for (const [word, type] of WORDS) {
      if (char === word[0] && body.startsWith(word, at) && at + word.length <= end) {
        at += word.length;
        return scalar(type, begin);
      }
    }
    NUMBER.lastIndex = at;
    if (at >= end || !NUMBER.test(body)) throw unexpected('a JSON value');
    at = NUMBER.lastIndex;
    return scalar('number', begin);
  }

  function scalar(type: JsonScalar['type'], begin: number): JsonScalar {
    const parent = open.at(-1);
    return parent && !parent.kept ? UNKEPT : { type, start: begin, end: at };
  }

  function isKept(parent: OpenNode | undefined): boolean {
    if (!parent) return true;
    return parent.kept && (parent.type === 'array' || !into || into.has(parent.key));
  }

  /** After a member or item: moves on to the next one, or closes the container and gives it as a value. */
  function endOrNext(parent: OpenNode): JsonNode | undefined {
    at = skipSpace(body, at, end);
    const char = at < end ? body[at] : undefined;
    if (char === closerOf(parent)) {
      open.pop();
      return close(parent);
    }
    if (char !== ',') throw unexpected(`"," or "${closerOf(parent)}"`);
    at = skipSpace(body, at + 1, end);
    if (parent.type === 'object') readKey(parent);
    return undefined;
  }

  function close(node: OpenNode): JsonNode {
    at += 1;
    const { type, start: from, kept } = node;
    // A copy is as long as what is in it; an array that grew is longer, which counts a million times.
    return type === 'object'
      ? { type, start: from, end: at, members: kept ? node.members.slice() : NO_MEMBERS }
      : { type, start: from, end: at, items: kept ? node.items.slice() : NO_ITEMS };
  }

  function readKey(node: OpenNode): void {
    if (at >= end || body[at] !== '"') throw unexpected('a member name in double quotes');
    const after = endOfString(at);
    if (node.kept) node.key = sameKey(stringBetween(body, at, after));
    at = skipSpace(body, after, end);
    if (at >= end || body[at] !== ':') throw unexpected('":"');
    at = skipSpace(body, at + 1, end);
  }

  /** One string for all the keys of a name. */
  function sameKey(key: string): string {
    const known = keys.get(key);
    if (known === undefined) keys.set(key, key);
    return known ?? key;
  }

  function endOfString(from: number): number {
    for (let next = from + 1; next < end; next += 1) {
      const code = body.charCodeAt(next);
      if (code === 0x22) return next + 1;
      if (code === 0x5c) {
        ESCAPE.lastIndex = next;
        if (!ESCAPE.test(body)) throw invalid(next, 'A JSON string holds an unknown escape');
        next = ESCAPE.lastIndex - 1;
      } else if (code < 0x20) {
        throw invalid(next, 'A JSON string holds an unescaped control character');
      }
    }
    throw invalid(from, 'A JSON string is not closed');
  }

  function unexpected(expected: string) {
    const found =
      at >= end
        ? 'The JSON ends here'
        : `Here stands ${JSON.stringify(String.fromCodePoint(body.codePointAt(at)!))}`;
    return invalid(at, `${found}; ${expected} was expected`);
  }
}

function closerOf(node: OpenNode): '}' | ']' {
  return node.type === 'object' ? '}' : ']';
}

/** The value of the string literal from `start` to `end`, quotes included. */
function stringBetween(body: string, start: number, end: number): string {
  const inner = body.slice(start + 1, end - 1);
  return inner.includes('\\') ? (JSON.parse(`"${inner}"`) as string) : inner;
}

/** The value of a string node; undefined for any other. */
export function stringOf(body: string, node: JsonNode | undefined): string | undefined {
  return node?.type === 'string' ? stringBetween(body, node.start, node.end) : undefined;
}

/** An object's member by name, the last one if it is repeated (as `JSON.parse` has it); undefined if there is none. */
export function memberOf(node: JsonNode | undefined, key: string): JsonNode | undefined {
  return node?.type === 'object' ? node.members.findLast((member) => member.key === key)?.value : undefined;
}

export function isTrue(body: string, node: JsonNode | undefined): boolean {
  return node?.type === 'boolean' && body.startsWith('true', node.start);
}
