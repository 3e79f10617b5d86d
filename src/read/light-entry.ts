import { fileRole } from '../repo/file-role.js';
import { searchTerms } from '../repo/search-terms.js';
import type { FileEntry, SettledStamp } from '../store/repo-index.js';

/** The entry of a file that is not looked into: a binary one, a huge one, one that no parse comes to an end with. */
export function lightEntry(stamp: SettledStamp): FileEntry {
  return {
    ...stamp,
    hash: '',
    language: '',
    role: fileRole(stamp.path, ''),
    lines: 0,
    tokens: 0,
    graph: new Uint8Array(),
    symbols: new Uint8Array(),
    pathTerms: searchTerms(stamp.path).join(' '),
    rows: [],
  };
}
