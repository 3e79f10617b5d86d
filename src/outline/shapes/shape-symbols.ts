import type { OutlineSymbol } from '../outline.js';
import type { Shape } from './shape.js';

/** Of an object of more keys, values that are alike or have as many themselves are not opened, but for the first ones. */
const WIDE = 12;
const OPENED_IN_WIDE = 2;

/** @param roots the file seen as an array of the values in it */
export function shapeSymbols(roots: Shape): OutlineSymbol[] {
  const [first] = roots.children;
  if (!first) return [];
  if (roots.size > 1) return [symbolOf({ ...roots, key: 'values' }, true)];
  if (first.type !== 'object') return [symbolOf({ ...first, key: 'value' }, true)];
  return keySymbols(first);
}

/**
 * The symbols of a file that holds several values, each shown by what it says it is.
 * @param documents an object of the values
 */
export function documentSymbols(documents: Shape): OutlineSymbol[] {
  return keySymbols(documents).map((symbol, at) => {
    const about = aboutOf(documents.children[at]);
    return about === '' ? symbol : { ...symbol, signature: `${symbol.signature}, ${about}` };
  });
}

/** `kind: Service, metadata.name: web`: its first plain values, and its name. */
function aboutOf(shape: Shape | undefined): string {
  const plain = shape?.children.filter(({ sample, children }) => sample && children.length === 0) ?? [];
  const named = shape?.children.flatMap(({ key, children }) =>
    children
      .filter((child) => child.key === 'name' && child.sample)
      .map((child) => `${key}.name: ${child.sample}`),
  );
  const values = plain.slice(0, PLAIN_SHOWN).map(({ key, sample }) => `${key}: ${sample}`);
  return [...values, ...(named ?? []).slice(0, 1)].join(', ');
}

const PLAIN_SHOWN = 2;

/** One for each key of an object. */
export function keySymbols(shape: Shape): OutlineSymbol[] {
  const wide = shape.size > WIDE;
  const alike = wide && areAlike(shape.children);
  let opened = 0;
  const symbols = shape.children.map((child) => {
    const open =
      !wide || child.children.length === 0 || opened++ < OPENED_IN_WIDE || (!alike && isSmall(child));
    return symbolOf(child, open);
  });
  const more = shape.type === 'object' ? shape.size - shape.children.length : 0;
  return more > 0 && symbols.length > 0 ? [...symbols, rest(more, shape)] : symbols;
}

/** Whether one key is in most of the objects: they are records then, and the keys above them names. */
function areAlike(shapes: readonly Shape[]): boolean {
  const objects = shapes.filter(({ type }) => type === 'object');
  const counts = new Map<string, number>();
  for (const { children } of objects)
    for (const { key } of children) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts.values()].some((count) => count * 2 > objects.length);
}

function isSmall({ type, size, children }: Shape): boolean {
  return (type === 'array' ? (children[0]?.size ?? 0) : size) <= WIDE;
}

function symbolOf(shape: Shape, open: boolean): OutlineSymbol {
  const { key, startLine, endLine, children, doc } = shape;
  // the one plain element is in the signature of its array
  const shown = open && !(shape.type === 'array' && isPlain(children[0]));
  return {
    kind: 'key',
    name: key,
    signature: `${key}: ${describe(shape)}`.trimEnd(),
    startLine,
    endLine,
    elided: 0,
    ...(doc !== undefined && { doc }),
    exported: false,
    children: shown ? keySymbols(shape) : [],
  };
}

function isPlain(shape: Shape | undefined): boolean {
  return shape !== undefined && shape.type !== 'object' && shape.type !== 'array';
}

function describe({ type, size, sample, children, elements }: Shape): string {
  const mark = sample === '' ? '' : `${sample} `;
  switch (type) {
    case 'object':
      return `${mark}${size === 0 ? '{}' : `{${size} ${size === 1 ? 'key' : 'keys'}}`}`;
    case 'array': {
      if (size === 0) return `${mark}[]`;
      const [first] = children;
      const example = first && isPlain(first) && first.sample ? `, first ${first.sample}` : '';
      return `${mark}[${size} × ${[...elements].join(' | ')}]${example}`;
    }
    default:
      return sample;
  }
}

function rest(count: number, { children, endLine }: Shape): OutlineSymbol {
  return {
    kind: 'key',
    name: '…',
    signature: `… ${count} more ${count === 1 ? 'key' : 'keys'}`,
    startLine: children.at(-1)!.endLine,
    endLine,
    elided: 0,
    exported: false,
    children: [],
  };
}
