import type { FolderEntry } from './walk-folder.js';

/** Languages that programs are written in and that are not read here, by their files' endings. */
const LANGUAGES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    Ada: 'adb ads',
    Assembly: 'asm s S nasm',
    Clojure: 'clj cljs cljc',
    COBOL: 'cob cbl cpy',
    CoffeeScript: 'coffee',
    'Common Lisp': 'lisp lsp asd',
    Crystal: 'cr',
    Dart: 'dart',
    Elixir: 'ex exs heex eex leex',
    Elm: 'elm',
    'Emacs Lisp': 'el',
    Erlang: 'erl hrl',
    'F#': 'fs fsi fsx',
    Fortran: 'f f77 f90 f95 f03 f08',
    GLSL: 'glsl vert frag',
    Groovy: 'groovy gradle',
    Haskell: 'hs lhs',
    Julia: 'jl',
    Lua: 'lua luau',
    Nim: 'nim nims',
    Nix: 'nix',
    'Objective-C or MATLAB': 'm mm',
    OCaml: 'ml mli',
    Pascal: 'pas dpr',
    Perl: 'pl pm xs',
    R: 'r R rmd Rmd',
    Scala: 'scala sc sbt',
    Scheme: 'scm ss sld',
    Solidity: 'sol',
    Starlark: 'bzl star bazel',
    Swift: 'swift',
    Tcl: 'tcl',
    Verilog: 'sv svh vh',
    VHDL: 'vhd vhdl',
    'Visual Basic': 'vb vbs',
    Zig: 'zig zon',
  }).flatMap(([language, endings]) => endings.split(' ').map((ending) => [ending, language] as const)),
);

/** Languages that are named one by one. */
const NAMED = 3;

/**
 * What a map, or an answer, knows nothing of: `not looked into: 74 Elixir files, 2 Perl files`. Who asked must not take it for
 * all there is.
 * @returns undefined if there is no such file
 */
export function foreignCodeNote(entries: readonly FolderEntry[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { name, kind } of entries) {
    const language = kind === 'file' ? languageOf(name) : undefined;
    if (language !== undefined) counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  if (counts.size === 0) return undefined;
  const most = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const named = most.slice(0, NAMED).map(([language, count]) => counted(count, language));
  const others = most.slice(NAMED).reduce((sum, [, count]) => sum + count, 0);
  return `not looked into: ${[...named, ...(others > 0 ? [counted(others, 'other')] : [])].join(', ')}`;
}

function languageOf(name: string): string | undefined {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? undefined : LANGUAGES.get(name.slice(dot + 1));
}

function counted(count: number, language: string): string {
  return `${count.toLocaleString('en-US')} ${language} ${count === 1 ? 'file' : 'files'}`;
}
