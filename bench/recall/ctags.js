import { spawnSync } from 'node:child_process';

/** Kinds whose insides are nobody else's business: what is defined there is counted apart. */
const FUNCTIONS = new Set([
  'func',
  'function',
  'macro',
  'method',
  'procedure',
  'prototype',
  'singletonMethod',
]);

/** Kinds that have a body, and a reliable end of it. */
const BODIES = new Set(['func', 'function', 'method', 'singletonMethod']);

/** @returns {string | undefined} its version; `undefined` if there is no Universal Ctags that writes JSON */
export function ctagsVersion() {
  const { status, stdout } = spawnSync('ctags', ['--version'], { encoding: 'utf8' });
  return status === 0 && stdout.includes('+json') ? stdout.slice(0, stdout.indexOf(',')) : undefined;
}

/**
 * The definitions that Universal Ctags finds, of the kinds asked for.
 * @param {readonly string[]} files
 * @param {{ readonly name: string, readonly kinds: string }} parser its name of the language, and its letters of the kinds
 * @returns {Map<string, import('./judge.js').Definition[]>}
 */
export function definitionsByCtags(files, { name, kinds }) {
  const { status, stdout, stderr } = spawnSync(
    'ctags',
    [
      '--options=NONE',
      '--quiet=yes',
      `--language-force=${name}`,
      `--kinds-${name}=${kinds}`,
      '--output-format=json',
      '--fields=+neKsl',
      '--sort=no',
      '-L',
      '-',
      '-o',
      '-',
    ],
    { input: files.join('\n'), encoding: 'utf8', maxBuffer: 1 << 30 },
  );
  if (status !== 0) throw new Error(`ctags failed: ${stderr}`);
  const tags = stdout
    .split('\n')
    .filter((line) => line.startsWith('{"_type": "tag"'))
    .map((line) => JSON.parse(line))
    .filter(({ language }) => language === name);
  return definitionsOf(tags, files);
}

/**
 * @param {readonly any[]} tags in the order of each file
 * @param {readonly string[]} files
 */
function definitionsOf(tags, files) {
  /** @type {Map<string, import('./judge.js').Definition[]>} */
  const found = new Map(files.map((file) => [file, []]));
  const inside = insideOf(tags);
  for (const tag of tags) {
    // what has no name of its own gets one like this
    if (/^(?:__anon|anon_|<lambda>)|^$/.test(tag.name)) continue;
    found.get(tag.path)?.push({
      kind: tag.kind,
      name: tag.name,
      line: tag.line,
      ...(tag.scope === undefined ? {} : { scope: tag.scope }),
      ...(tag.end === undefined ? {} : { endLine: tag.end }),
      inside: inside.has(tag),
    });
  }
  return found;
}

/**
 * What is defined in a function: by its scope, by the scope of its scope, or, as macros that have none, by its line.
 * @param {readonly any[]} tags
 */
function insideOf(tags) {
  const inside = new Set();
  /** Full names of what is inside. @type {Set<string>} */
  const scopes = new Set();
  /** The last function, until where it ends. */
  let around = { path: '', end: 0 };
  for (const tag of [...tags].sort((a, b) =>
    a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line,
  )) {
    const scope = `${tag.path}\0${tag.scope}`;
    const isAround = tag.scope === undefined && tag.path === around.path && tag.line <= around.end;
    if (FUNCTIONS.has(tag.scopeKind) || scopes.has(scope) || isAround) {
      inside.add(tag);
      for (const separator of ['.', '::', '\\']) scopes.add(`${scope}${separator}${tag.name}`);
      scopes.add(`${tag.path}\0${tag.name}`);
    } else if (BODIES.has(tag.kind) && tag.end > tag.line) around = { path: tag.path, end: tag.end - 1 };
  }
  return inside;
}
