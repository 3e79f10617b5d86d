import { TERMINAL_CODES } from './terminal-codes.js';

const REMOVED_OR_ADDED = /\x1b\[3([12])m([^\x1b]*)\x1b\[0?m/g;

/**
 * The lines of a diff whose changed words differ in nothing but their color, as `git diff --color-words` prints them, with these
 * in the marks of `--word-diff=plain`: `[-old-]{+new+}`. Without colors old and new would run together. Linear.
 */
export function withWordMarks(lines: readonly string[]): readonly string[] {
  let isHunk = false;
  return lines.map((line) => {
    if (!isHunk && !line.includes('@@ -')) return line;
    const plain = line.replace(TERMINAL_CODES, '');
    if (plain.startsWith('@@ -')) isHunk = true;
    else if (/^(?:diff |commit |[-+])/.test(plain)) isHunk &&= /^[-+]/.test(plain);
    else if (isHunk && line.includes('\x1b[3')) {
      return line.replace(REMOVED_OR_ADDED, (code, color: string, words: string) => {
        if (words === '') return code;
        return color === '1' ? `[-${words}-]` : `{+${words}+}`;
      });
    }
    return line;
  });
}
