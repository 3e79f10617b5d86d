import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('python_ast.py', import.meta.url));

/** @returns {string | undefined} its version; `undefined` if there is none here */
export function pythonVersion() {
  const { status, stdout } = spawnSync('python3', ['--version'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/** @returns {string[]} what the standard library consists of, without packages that were installed into it */
export function pythonLibrary() {
  const { stdout } = spawnSync('python3', ['-c', 'import os; print(os.path.dirname(os.__file__))'], {
    encoding: 'utf8',
  });
  const folder = stdout.trim();
  return readdirSync(folder)
    .filter((name) => name !== 'site-packages' && name !== 'dist-packages')
    .map((name) => path.join(folder, name));
}

/**
 * The definitions that Python's `ast` finds; a file that it cannot parse is absent.
 * @param {readonly string[]} files
 * @returns {Map<string, import('./judge.js').Definition[]>}
 */
export function definitionsByPython(files) {
  const { status, stdout, stderr } = spawnSync('python3', [SCRIPT], {
    input: files.join('\n'),
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (status !== 0) throw new Error(`python3 failed: ${stderr}`);
  const results = stdout
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
  return new Map(
    results.filter(({ error }) => error === undefined).map(({ path, definitions }) => [path, definitions]),
  );
}
