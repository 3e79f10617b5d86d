/** What a JSON value looks like. Of deep or wide ones, only the first keys and a sample are kept. */
export interface Shape {
  readonly type: 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';
  /** The key that it stands under; for an element `[0]`, for the whole `''`. */
  readonly key: string;
  readonly startLine: number;
  endLine: number;
  /** Keys or elements; 0 for a plain value. */
  size: number;
  /** A plain value as written, cut to 60 UTF-16 units. */
  readonly sample: string;
  /** The first keys of an object, the first element of an array. */
  readonly children: Shape[];
  /** Types of an array's elements. */
  readonly elements: ReadonlySet<Shape['type']>;
}

const KEYS_KEPT = 60;
const DEPTH_KEPT = 5;
const SAMPLE_LIMIT = 60;
const ROOTS_KEPT = 1;

const NO_ELEMENTS: ReadonlySet<Shape['type']> = new Set();

const TOKEN = /[{}[\],:]|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\/[^\n]*|\/\*|[^\s{}[\],:"'/]+|\n|\S/y;
const BLANKS = /[^\S\n]+/y;

/**
 * Reads the shape of JSON in one pass over its tokens, without recursion, so that neither depth nor size does harm.
 * @returns the values at the top: more than one for JSON Lines, of which only the first has children; and the first
 * line, 1-based, that is not JSON
 */
export function readShapes(text: string): {
  readonly roots: Roots;
  readonly problemLine: number | undefined;
} {
  const top: Shape = { ...shapeOf('array', '', 1), endLine: 1 };
  const open: Shape[] = [top];
  let line = 1;
  /** Of the last token. */
  let lastLine = 1;
  let key: string | undefined;
  let problemLine: number | undefined;
  let at = 0;

  const add = (type: Shape['type'], sample: string): Shape => {
    const parent = open.at(-1)!;
    const name = parent.type === 'object' ? (key ?? '') : `[${parent.size}]`;
    const shape = { ...shapeOf(type, name, line), sample };
    const limit = parent.type === 'object' ? KEYS_KEPT : ROOTS_KEPT;
    if (parent.children.length < limit && open.length <= DEPTH_KEPT) parent.children.push(shape);
    if (parent.type === 'array') (parent.elements as Set<Shape['type']>).add(type);
    parent.size++;
    parent.endLine = line;
    key = undefined;
    return shape;
  };

  while (at < text.length) {
    BLANKS.lastIndex = at;
    if (BLANKS.test(text)) {
      at = BLANKS.lastIndex;
      continue;
    }
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)![0];
    at = TOKEN.lastIndex;
    if (token === '\n') {
      line++;
      continue;
    }
    lastLine = line;
    if (token === '{' || token === '[') open.push(add(token === '{' ? 'object' : 'array', ''));
    else if (token === '}' || token === ']') {
      if (open.length > 1 && (open.at(-1)!.type === 'object') === (token === '}')) open.pop()!.endLine = line;
      else problemLine ??= line;
    } else if (token === '/*') {
      const end = text.indexOf('*/', at);
      const comment = text.slice(at, end === -1 ? text.length : end + 2);
      line += comment.split('\n').length - 1;
      at += comment.length;
    } else if (token.startsWith('//') || token === ',' || token === ':') {
      // says nothing about the shape
    } else if (open.at(-1)!.type === 'object' && key === undefined)
      key = token.replace(/^(["'])(.*)\1$/s, '$2');
    else {
      const type = typeOf(token);
      if (type) add(type, token.length > SAMPLE_LIMIT ? `${token.slice(0, SAMPLE_LIMIT)}…` : token);
      else problemLine ??= line;
    }
  }
  if (open.length > 1) problemLine ??= line;
  for (const shape of open) shape.endLine = lastLine;
  return { roots: top, problemLine };
}

/** The file seen as an array of the values in it. */
export type Roots = Shape;

function shapeOf(type: Shape['type'], key: string, line: number): Shape {
  return {
    type,
    key,
    startLine: line,
    endLine: line,
    size: 0,
    sample: '',
    children: [],
    elements: type === 'array' ? new Set() : NO_ELEMENTS,
  };
}

function typeOf(token: string): Shape['type'] | undefined {
  if (/^["']./s.test(token)) return 'string';
  if (token === 'true' || token === 'false') return 'boolean';
  if (token === 'null') return 'null';
  return /^[-+]?(?:\d|\.\d|Infinity$|NaN$)/.test(token) ? 'number' : undefined;
}
