import { stringEnd } from './json-text.js';

/** A value of a JSON text, every key and scalar exactly as written. */
export type JsonNode = JsonScalar | JsonArray | JsonObject;

export interface JsonScalar {
  readonly kind: 'scalar';
  /** As in the text: a string with its quotes and escapes. */
  readonly text: string;
}

export interface JsonArray {
  readonly kind: 'array';
  readonly items: readonly JsonNode[];
}

export interface JsonObject {
  readonly kind: 'object';
  /** In order; a key may come twice. */
  readonly members: readonly JsonMember[];
}

export interface JsonMember {
  /** With its quotes. */
  readonly key: string;
  readonly value: JsonNode;
}

/** Nesting beyond which a text is left as it is: what works on nodes is recursive, and copies what is below a level. */
const MAX_DEPTH = 64;

/** The tree of a minified JSON text; undefined if it nests more than 64 levels deep. */
export function readJson(json: string): JsonNode | undefined {
  return isDeep(json) ? undefined : readNode(json, 0).node;
}

/** The minified JSON text of a tree. */
export function writeJson(node: JsonNode): string {
  if (node.kind === 'scalar') return node.text;
  if (node.kind === 'array') return `[${node.items.map(writeJson).join(',')}]`;
  return `{${node.members.map(({ key, value }) => `${key}:${writeJson(value)}`).join(',')}}`;
}

interface Read {
  readonly node: JsonNode;
  readonly end: number;
}

function readNode(json: string, start: number): Read {
  if (json[start] === '[') {
    const items: JsonNode[] = [];
    let at = start + 1;
    while (json[at] !== ']') {
      const { node, end } = readNode(json, at);
      items.push(node);
      at = json[end] === ',' ? end + 1 : end;
    }
    return { node: { kind: 'array', items }, end: at + 1 };
  }
  if (json[start] === '{') {
    const members: JsonMember[] = [];
    let at = start + 1;
    while (json[at] !== '}') {
      const keyEnd = stringEnd(json, at);
      const { node, end } = readNode(json, keyEnd + 1);
      members.push({ key: json.slice(at, keyEnd), value: node });
      at = json[end] === ',' ? end + 1 : end;
    }
    return { node: { kind: 'object', members }, end: at + 1 };
  }
  let end = start;
  if (json[start] === '"') end = stringEnd(json, start);
  else while (end < json.length && !',]}'.includes(json[end]!)) end++;
  return { node: { kind: 'scalar', text: json.slice(start, end) }, end };
}

function isDeep(json: string): boolean {
  let depth = 0;
  for (let at = 0; at < json.length; at++) {
    const char = json[at];
    if (char === '"') at = stringEnd(json, at) - 1;
    else if (char === '[' || char === '{') {
      if (++depth > MAX_DEPTH) return true;
    } else if (char === ']' || char === '}') depth--;
  }
  return false;
}
