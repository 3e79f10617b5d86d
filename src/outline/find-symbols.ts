import type { Outline, OutlineSymbol } from './outline.js';

/**
 * All symbols of a name, in the outline's order: every overload and accessor. The name may be bare (`send`) or lead
 * there (`Server.send`, `a.b.c`, `Foo.prototype.bar`, `Class#method`, `Class::method`). If none has it, `#` and case are ignored. Places that
 * only pass a name on, such as `export { send }`, are left out where it is defined too.
 */
export function findSymbols(outline: Outline, name: string): readonly OutlineSymbol[] {
  const wanted = plainPath(
    name
      .trim()
      .replace(/\(\)$/, '')
      .replace(/([\w$])(?:#|::|->)/g, '$1.'),
  );
  if (wanted === '') return [];
  const named = pathsOf(outline.symbols);
  const found = LENIENCIES.map((plain) =>
    named.filter(({ paths }) => paths.some((path) => endsIn(plain(path), plain(wanted)))),
  ).find((some) => some.length > 0);
  if (!found) return [];
  const symbols = found.map(({ symbol }) => symbol);
  const defined = symbols.filter(({ kind }) => kind !== 'name' && kind !== 'export');
  return defined.length > 0 ? defined : symbols;
}

/**
 * How names are compared: as written; then without the mark of a private one, and without the object in which a class
 * keeps what is its own (`class << self`, `companion object`); then in any case.
 */
const LENIENCIES: readonly ((path: string) => string)[] = [
  (path) => path,
  withoutOwner,
  (path) => withoutOwner(path).toLowerCase(),
];

function withoutOwner(path: string): string {
  return path.replaceAll('#', '').replace(/\.(?:self|companion)(?=\.)/g, '');
}

interface Named {
  readonly symbol: OutlineSymbol;
  /** Ways to say it from the top of the file. */
  readonly paths: readonly string[];
}

function pathsOf(symbols: readonly OutlineSymbol[], prefix = ''): Named[] {
  return symbols.flatMap((symbol) => {
    const path = prefix + symbol.name;
    const target = targetOf(symbol);
    return [
      { symbol, paths: target ? [path, prefix + target] : [path] },
      ...pathsOf(symbol.children, `${path}.`),
    ];
  });
}

/** `res.send` for the `send` of `res.send = function`, and of `defineGetter(res, 'send', function`. */
function targetOf({ kind, name, signature }: OutlineSymbol): string | undefined {
  const object = kind === 'call' ? /^[\w$.]+\(\s*([\w$]+)\s*,\s*['"]/.exec(signature)?.[1] : undefined;
  if (object !== undefined) return `${object}.${name}`;
  const written = /^(?:[\w$]+\.)+(?=([\w$]+)\s*=)/.exec(signature);
  return written?.[1] === name ? plainPath(written[0] + name) : undefined;
}

function plainPath(path: string): string {
  return path.replaceAll('.prototype.', '.');
}

function endsIn(path: string, wanted: string): boolean {
  return path === wanted || path.endsWith(`.${wanted}`);
}
