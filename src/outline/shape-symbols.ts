import type { OutlineSymbol } from './outline.js';
import type { Shape } from './read-shapes.js';

/** Keys of an object that holds so many are not opened, but for the first ones. */
const WIDE = 12;
const OPENED_IN_WIDE = 2;

/** @param roots the file seen as an array of the values in it */
export function shapeSymbols(roots: Shape): OutlineSymbol[] {
  const [first] = roots.children;
  if (!first) return [];
  if (roots.size > 1) return [symbolOf({ ...roots, key: 'values' }, true)];
  if (first.type !== 'object') return [symbolOf({ ...first, key: 'value' }, true)];
  return childrenOf(first);
}

function childrenOf(shape: Shape): OutlineSymbol[] {
  const wide = shape.size > WIDE;
  let opened = 0;
  const symbols = shape.children.map((child) => {
    const open = !wide || child.children.length === 0 || opened++ < OPENED_IN_WIDE;
    return symbolOf(child, open);
  });
  const more = shape.type === 'object' ? shape.size - shape.children.length : 0;
  return more > 0 && symbols.length > 0 ? [...symbols, rest(more, shape)] : symbols;
}

function symbolOf(shape: Shape, open: boolean): OutlineSymbol {
  const { key, startLine, endLine, children } = shape;
  // the one plain element is in the signature of its array
  const shown = open && !(shape.type === 'array' && children[0]?.sample);
  return {
    kind: 'key',
    name: key,
    signature: `${key}: ${describe(shape)}`,
    startLine,
    endLine,
    elided: 0,
    exported: false,
    children: shown ? childrenOf(shape) : [],
  };
}

function describe({ type, size, sample, children, elements }: Shape): string {
  switch (type) {
    case 'object':
      return size === 0 ? '{}' : `{${size} ${size === 1 ? 'key' : 'keys'}}`;
    case 'array': {
      if (size === 0) return '[]';
      const example = children[0]?.sample ? `, first ${children[0].sample}` : '';
      return `[${size} × ${[...elements].join(' | ')}]${example}`;
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
