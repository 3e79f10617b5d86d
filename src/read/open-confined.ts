import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { brief, CtxoptError, type ErrorCode } from '../errors.js';
import type { PathScope, ScopedPath } from './path-scope.js';

const ATTEMPTS = 3;

/**
 * Opens the file that a path names, and makes sure that it is the one that the scope confined: what is swapped in
 * between is not opened, or not kept open. A file that was merely saved anew by renaming is opened again.
 * @throws CtxoptError `path_denied`, `not_found`; `invalid_input` for a folder, FIFO, socket or device
 */
export async function openConfined(
  scope: PathScope,
  path: string,
): Promise<{ handle: FileHandle; at: ScopedPath }> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const at = await scope.resolve(path);
    if (at.kind !== 'file') throw notAFile(at);
    const handle = await openFile(at);
    try {
      if (await isStill(scope, at, handle)) return { handle, at };
    } catch (thrown) {
      await handle.close();
      throw thrown;
    }
    await handle.close();
  }
  throw new CtxoptError(
    'path_denied',
    `${brief(path)} is replaced again and again while it is opened.`,
    'Read it again once it has settled.',
  );
}

/** A link in its place is refused, and a FIFO in its place cannot block. Windows has neither flag. */
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

async function openFile(at: ScopedPath): Promise<FileHandle> {
  try {
    return await open(at.absolute, OPEN_FLAGS);
  } catch (cause) {
    throw unopened(at, cause as NodeJS.ErrnoException);
  }
}

/** Whether the opened file is regular, and what its name, resolved anew within the scope, leads to. */
async function isStill(scope: PathScope, at: ScopedPath, handle: FileHandle): Promise<boolean> {
  const opened = await handle.stat({ bigint: true });
  if (!opened.isFile()) throw notAFile({ ...at, kind: opened.isDirectory() ? 'folder' : 'other' });
  const again = await scope.resolve(at.absolute);
  if (again.absolute !== at.absolute) return false;
  const named = await stat(at.absolute, { bigint: true }).catch(() => undefined);
  return named?.ino === opened.ino && named.dev === opened.dev;
}

function notAFile(at: ScopedPath): CtxoptError {
  const name = brief(at.display);
  return at.kind === 'folder'
    ? new CtxoptError('invalid_input', `${name} is a folder.`, 'Name a file in it.')
    : new CtxoptError(
        'invalid_input',
        `${name} is a device, FIFO or socket.`,
        'Only regular files are read.',
      );
}

function unopened(at: ScopedPath, cause: NodeJS.ErrnoException): CtxoptError {
  const name = brief(at.display);
  const error = (code: ErrorCode, what: string, hint: string): CtxoptError =>
    new CtxoptError(code, `${name} ${what}.`, hint, { cause });
  switch (cause.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return error('not_found', 'has just vanished', 'Read its folder to see what is there.');
    case 'EACCES':
    case 'EPERM':
      return error('path_denied', 'may not be opened', 'Check its permissions.');
    case 'ELOOP':
      return error('path_denied', 'has just become a link', 'Read it again.');
    case 'ENXIO':
      return notAFile({ ...at, kind: 'other' });
    default:
      return error(
        'internal',
        `cannot be opened (${cause.code})`,
        'Check the disk, and how many files are open.',
      );
  }
}
