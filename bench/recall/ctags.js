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
  /** @type {Map<string, import('./judge.js').Definition[]>} */
  const found = new Map(files.map((file) => [file, []]));
  const inside = new Set();
  for (const line of stdout.split('\n')) {
    const tag = line.startsWith('{"_type": "tag"') ? JSON.parse(line) : undefined;
    // what has no name of its own gets one like this
    if (tag?.language !== name || /^(?:__anon|anon_)|^$/.test(tag.name)) continue;
    const scope = `${tag.path}\0${tag.scope}`;
    const isInside = FUNCTIONS.has(tag.scopeKind) || inside.has(scope);
    if (isInside) for (const separator of ['.', '::']) inside.add(`${scope}${separator}${tag.name}`);
    found.get(tag.path)?.push({
      kind: tag.kind,
      name: tag.name,
      line: tag.line,
      ...(tag.scope === undefined ? {} : { scope: tag.scope }),
      ...(tag.end === undefined ? {} : { endLine: tag.end }),
      inside: isInside,
    });
  }
  return found;
}
