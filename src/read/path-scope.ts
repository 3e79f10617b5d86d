import { realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ignore from 'ignore';
import { brief, CtxoptError } from '../errors.js';
import { type Located, locate } from './locate.js';
import { nearbyPaths } from './nearby-paths.js';
import { isSecretFile } from './secret-files.js';

/** A path that may be read. */
export interface ScopedPath {
  /** Absolute, with every link resolved. */
  readonly absolute: string;
  /** The shortest name that resolves to it again: relative to its root, else absolute. */
  readonly display: string;
  /** The root that it lies in, absolute, with every link resolved. */
  readonly root: string;
  /** `other` is a device, a FIFO or a socket. */
  readonly kind: 'file' | 'folder' | 'other';
  /** Whether it is allowed by name, so that nothing in it is held against it. */
  readonly allowed: boolean;
}

/** The folders that may be read, and nothing beside them. */
export interface PathScope {
  /** Absolute, as given. */
  readonly roots: readonly string[];
  /**
   * Confines a path, after all links are resolved. A relative one is looked for in each root in turn; `~` and
   * `file://` are understood.
   * @throws CtxoptError `path_denied` outside the roots, whether or not anything is there, and for secrets;
   *   `not_found` inside them; `invalid_input` for what is no path
   */
  resolve(path: string): Promise<ScopedPath>;
}

/**
 * @param options.roots absolute folders, the most important first; they may be links, and may be missing
 * @param options.allowed names or globs (as in .gitignore) of files to be read although they look like secrets
 */
export function createPathScope(options: {
  readonly roots: readonly string[];
  readonly allowed?: readonly string[];
}): PathScope {
  const roots = [...new Set(options.roots.map((root) => path.resolve(root)))];
  const allowList = ignore().add(options.allowed ?? []);

  function isAllowed(file: string, root: string): boolean {
    return allowList.ignores(isWithin(root, file) ? relative(root, file) : path.basename(file));
  }

  async function scoped(
    named: string,
    at: Located,
    root: string,
    known: readonly string[],
  ): Promise<ScopedPath> {
    const { real: absolute, kind = 'other' } = at;
    const isDenied = (file: string): boolean => isSecretFile(file) && !isAllowed(file, root);
    const secret = kind === 'folder' ? undefined : [named, absolute].find(isDenied);
    if (secret !== undefined) throw deniedSecret(path.basename(named), path.basename(secret));
    const allowed = kind !== 'folder' && isAllowed(absolute, root);
    return { absolute, display: await display(absolute, root, known), root, kind, allowed };
  }

  return {
    roots,
    async resolve(input) {
      const wanted = pathIn(input);
      const known = (await Promise.all(roots.map((root) => realpath(root).catch(() => '')))).filter(Boolean);
      const candidates = path.isAbsolute(wanted) ? [wanted] : roots.map((root) => path.join(root, wanted));
      let missing: { readonly at: Located; readonly root: string } | undefined;
      for (const candidate of candidates) {
        const at = await locate(path.resolve(candidate));
        const root = known.find((folder) => isWithin(folder, at.real));
        if (root === undefined) continue;
        if (at.kind !== undefined) return scoped(path.resolve(candidate), at, root, known);
        missing ??= { at, root };
      }
      if (missing === undefined) throw outside(input, roots);
      const { at, root } = missing;
      const near = (await nearbyPaths(at.real, root)).map((file) => display(file, root, known));
      throw unreachable(input, at, await Promise.all(near));
    },
  };
}

/** Decided segment by segment, never by how the strings begin: `/home/app-secrets` is not within `/home/app`. */
function isWithin(folder: string, file: string): boolean {
  const way = path.relative(folder, file);
  return way.split(path.sep)[0] !== '..' && !path.isAbsolute(way);
}

function relative(root: string, file: string): string {
  return path.relative(root, file).split(path.sep).join('/') || '.';
}

/** Relative, unless an earlier root holds something of that name, which it would be taken for. */
async function display(file: string, root: string, roots: readonly string[]): Promise<string> {
  const name = relative(root, file);
  for (const earlier of roots.slice(0, roots.indexOf(root))) {
    if ((await locate(path.join(earlier, name))).kind !== undefined) return file;
  }
  return name;
}

/** More than any system's limit, so that a longer one cannot be a path. */
const LONGEST = 4096;

/** The path that a caller means, absolute or relative to a root. */
function pathIn(input: string): string {
  if (input.length > LONGEST) {
    throw new CtxoptError(
      'invalid_input',
      `The path is ${input.length} characters long: ${brief(input)}`,
      `Paths have at most ${LONGEST}. Was a file's content given instead of its path?`,
    );
  }
  const named = /^file:/i.test(input) ? pathOfUri(input) : input;
  if (named === '') {
    throw new CtxoptError('invalid_input', 'The path is empty.', 'Name a file, or "." for the workspace.');
  }
  if (named.includes('\0')) {
    throw new CtxoptError('invalid_input', `${brief(input)} has a NUL character.`, 'No file name has one.');
  }
  return /^~(?=$|[/\\])/.test(named) ? path.join(homedir(), named.slice(1)) : named;
}

function pathOfUri(uri: string): string {
  try {
    return fileURLToPath(uri);
  } catch (cause) {
    throw new CtxoptError('invalid_input', `${brief(uri)} names no local file.`, 'Give a plain path.', {
      cause,
    });
  }
}

function outside(input: string, roots: readonly string[]): CtxoptError {
  return new CtxoptError(
    'path_denied',
    `${brief(input)} lies outside the folders that may be read.`,
    roots.length === 0
      ? 'No folder may be read: name some in CTXOPT_ROOTS.'
      : `These may be read: ${roots.join(', ')}. To add a folder, start ctxopt with CTXOPT_ROOTS.`,
  );
}

function deniedSecret(named: string, secret: string): CtxoptError {
  const way = named === secret ? '' : `${brief(named)} leads to `;
  return new CtxoptError(
    'path_denied',
    `${way}${brief(secret)}, by its name a file of secrets, which is not read.`,
    `If a model may see it, start ctxopt with CTXOPT_ALLOW=${brief(secret)}.`,
  );
}

/** @param near names of what may be meant */
function unreachable(input: string, at: Located, near: readonly string[]): CtxoptError {
  const name = brief(input);
  switch (at.problem) {
    case 'EACCES':
    case 'EPERM':
      return new CtxoptError(
        'path_denied',
        `${name} may not be opened.`,
        'Check the permissions of its folders.',
      );
    case 'ELOOP':
      return new CtxoptError(
        'not_found',
        `${name} is a link that leads back to itself.`,
        'Mend or remove the link.',
      );
    default:
      return new CtxoptError(
        'not_found',
        `${name} does not exist.`,
        near.length > 0
          ? `Did you mean ${near.map(brief).join(', ')}?`
          : 'Read its folder to see what is there.',
      );
  }
}
