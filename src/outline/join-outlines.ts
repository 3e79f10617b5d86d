import type { Outline, OutlineImport, OutlineSymbol } from './outline.js';

/**
 * One outline of two versions of a file that share most of their lines, such as the sides of a merge conflict. A definition
 * that begins on the same line in both stands once, with the members that it has in either, as far as the longer reaches.
 */
export function joinOutlines(a: Outline, b: Outline): Outline {
  const note = a.note ?? b.note;
  return {
    ...a,
    imports: joined(a.imports, b.imports, importKey, (one) => one.line),
    symbols: joinSymbols(a.symbols, b.symbols),
    ...(note === undefined ? {} : { note }),
  };
}

function joinSymbols(a: readonly OutlineSymbol[], b: readonly OutlineSymbol[]): readonly OutlineSymbol[] {
  return joined(a, b, symbolKey, (symbol) => symbol.startLine, joinSymbol);
}

function joinSymbol(a: OutlineSymbol, b: OutlineSymbol): OutlineSymbol {
  const longer = a.endLine >= b.endLine ? a : b;
  return { ...longer, exported: a.exported || b.exported, children: joinSymbols(a.children, b.children) };
}

function importKey({ module, names, line }: OutlineImport): string {
  return `${line} ${module} ${names.join()}`;
}

function symbolKey({ kind, name, startLine }: OutlineSymbol): string {
  return `${startLine} ${kind} ${name}`;
}

/** All of both in order of their lines, those of one key as one. */
function joined<T>(
  a: readonly T[],
  b: readonly T[],
  keyOf: (one: T) => string,
  lineOf: (one: T) => number,
  join: (a: T, b: T) => T = (one) => one,
): readonly T[] {
  const places = new Map<string, number>();
  a.forEach((one, place) => {
    places.set(keyOf(one), place);
  });
  const all = [...a];
  for (const one of b) {
    const place = places.get(keyOf(one));
    if (place === undefined) all.push(one);
    else all[place] = join(all[place]!, one);
  }
  return all.sort((one, other) => lineOf(one) - lineOf(other));
}
