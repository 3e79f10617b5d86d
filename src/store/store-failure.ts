import { CtxoptError } from '../errors.js';

/** Whether an error says that the file is not a sound SQLite database. */
export function isCorrupt(thrown: unknown): boolean {
  return /^SQLITE_(?:CORRUPT|NOTADB)/.test(codeOf(thrown));
}

/** Whether an error says that another process holds the database, so that waiting helps. */
export function isBusy(thrown: unknown): boolean {
  return /^SQLITE_(?:BUSY|LOCKED|PROTOCOL)/.test(codeOf(thrown));
}

/** Whether an error is owed to a row that does not fit its table, so that others can still be written. */
export function isMisfit(thrown: unknown): boolean {
  // The driver says so of values that no column can hold.
  if (thrown instanceof TypeError || thrown instanceof RangeError) return true;
  return /^SQLITE_(?:CONSTRAINT|MISMATCH|TOOBIG)/.test(codeOf(thrown));
}

/** Why the database at `location` does not serve and what to do, for a person. */
export function explainFailure(thrown: unknown, location: string): string {
  if (thrown instanceof CtxoptError) return `${location}: ${thrown.message} ${thrown.hint}`;
  const code = codeOf(thrown);
  const message = thrown instanceof Error ? thrown.message.split('\n', 1)[0] : String(thrown);
  return `${location}: ${message}${code && ` (${code})`}. ${hintFor(code)}`;
}

function hintFor(code: string): string {
  const hint = HINTS.find(([pattern]) => pattern.test(code));
  return (
    hint?.[1] ?? 'Check that the file and its folder can be read and written; `ctxopt doctor` tells more.'
  );
}

const HINTS: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:SQLITE_FULL|ENOSPC|EDQUOT|EFBIG)/,
    'Free disk space, or name a folder on another disk with CTXOPT_HOME.',
  ],
  [/^SQLITE_IOERR/, 'Check the disk: it may be full or failing. CTXOPT_HOME names another folder.'],
  [
    /^(?:SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_PERM|EACCES|EPERM|EROFS|ENOTDIR|EISDIR|EEXIST)/,
    'Make the folder writable for you, or name another with CTXOPT_HOME.',
  ],
  [
    /^SQLITE_(?:BUSY|LOCKED|PROTOCOL)/,
    'Another program holds the database: close it if it is not ctxopt, and try again.',
  ],
  [/^SQLITE_(?:CORRUPT|NOTADB)/, 'Move the file, and the .lock beside it, to another place.'],
];

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
}
