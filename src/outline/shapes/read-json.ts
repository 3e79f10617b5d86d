import { readJsonTokens } from './json-tokens.js';
import { addShape, type Shape, type ShapeType, sampleOf, shapeOf } from './shape.js';

const DEPTH_KEPT = 5;

/**
 * Reads the shape of JSON in one pass over its tokens, without recursion, so that neither depth nor size does harm.
 * @returns the file seen as an array of the values in it: more than one for JSON Lines, of which only the first has
 * children; and the first line, 1-based, that is not JSON
 */
export function readJson(text: string): { readonly roots: Shape; readonly problemLine: number | undefined } {
  const roots = shapeOf('array', { key: '', line: 1 });
  const open: Shape[] = [roots];
  /** Of the last token. */
  let lastLine = 1;
  let key: string | undefined;
  let problemLine: number | undefined;

  const add = (type: ShapeType, sample: string, line: number): Shape => {
    const parent = open.at(-1)!;
    const name = parent.type === 'object' ? (key ?? '') : `[${parent.size}]`;
    const shape = shapeOf(type, { key: name, line, sample });
    addShape(parent, shape, open.length <= DEPTH_KEPT);
    key = undefined;
    return shape;
  };

  readJsonTokens(text, (token, line) => {
    lastLine = line;
    if (token === '{' || token === '[') open.push(add(token === '{' ? 'object' : 'array', '', line));
    else if (token === '}' || token === ']') {
      if (open.length > 1 && (open.at(-1)!.type === 'object') === (token === '}')) open.pop()!.endLine = line;
      else problemLine ??= line;
    } else if (token === ':') {
      // says nothing about the shape
    } else if (open.at(-1)!.type === 'object' && key === undefined)
      key = token.replace(/^(["'])(.*)\1$/s, '$2');
    else {
      const type = typeOf(token);
      if (type) add(type, sampleOf(token), line);
      else problemLine ??= line;
    }
  });
  if (open.length > 1) problemLine ??= lastLine;
  for (const shape of open) shape.endLine = lastLine;
  return { roots, problemLine };
}

function typeOf(token: string): ShapeType | undefined {
  if (/^["']./s.test(token)) return 'string';
  if (token === 'true' || token === 'false') return 'boolean';
  if (token === 'null') return 'null';
  return /^[-+]?(?:\d|\.\d|Infinity$|NaN$)/.test(token) ? 'number' : undefined;
}
