import type { LineSpan } from './file-reads.js';

/** What a shell command prints of one file. */
export interface ShellRead {
  readonly path: string;
  /** The lines asked for; absent if all of them. */
  readonly range?: Partial<LineSpan>;
}

/**
 * The file that a shell command does nothing but print: `cat f`, `head -n 50 f`, `sed -n '10,20p' f`, as a
 * string or as arguments, also inside `bash -lc`. Undefined for anything else, pipes and redirections included.
 */
export function shellRead(command: unknown): ShellRead | undefined {
  const words = wordsOf(command);
  if (!words) return undefined;
  const [program, ...rest] = words;
  if (/^(?:ba|z)?sh$/.test(program ?? '') && /^-l?c$/.test(rest[0] ?? '')) return shellRead(rest[1]);
  const paths = rest.filter((word) => !word.startsWith('-'));
  const flags = rest.filter((word) => word.startsWith('-')).join(' ');
  switch (program) {
    case 'cat':
    case 'nl':
    case 'bat':
      return paths.length === 1 && /^(?:-n|-A|-ba|-b a|)$/.test(flags) ? { path: paths[0]! } : undefined;
    case 'head': {
      const match = /^(?:-n ?(\d{1,7}) |-(\d{1,7}) )?([^-\s]\S*)$/.exec(rest.join(' '));
      return match
        ? { path: match[3]!, range: { start: 1, end: Number(match[1] ?? match[2] ?? 10) } }
        : undefined;
    }
    case 'sed': {
      const lines = /^(\d{1,7}),(\d{1,7})p;?$/.exec(paths[0] ?? '');
      if (flags !== '-n' || paths.length !== 2 || !lines) return undefined;
      return { path: paths[1]!, range: { start: Number(lines[1]), end: Number(lines[2]) } };
    }
    default:
      return undefined;
  }
}

const WORD = /\s*(?:"([^"\\$`]*)"|'([^']*)'|([^\s"'\\$`|&;<>(){}*?#]+))(?=\s|$)/y;
/** A command longer than this is a script, not a look at a file. */
const MAX_COMMAND = 1000;

/** The words of one simple command; undefined if a shell would do more with it than call a program. */
function wordsOf(command: unknown): readonly string[] | undefined {
  if (Array.isArray(command)) return command.every((word) => typeof word === 'string') ? command : undefined;
  if (typeof command !== 'string' || command.length > MAX_COMMAND) return undefined;
  const line = command.trim().replace(/ 2>\/dev\/null$/, '');
  const words: string[] = [];
  WORD.lastIndex = 0;
  while (WORD.lastIndex < line.length) {
    const match = WORD.exec(line);
    if (!match) return undefined;
    words.push(match[1] ?? match[2] ?? match[3]!);
  }
  return words;
}
