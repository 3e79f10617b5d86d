/**
 * What steers a terminal, by ECMA-48: control sequences (groups `params`, `final`), operating system commands (group
 * `osc`), device strings and two-letter escapes. Global; an escape character outside of these stands alone.
 */
export const TERMINAL_CODES =
  /(?:\x1b\[|\x9b)(?<params>[0-?]*)[ -/]*(?<final>[@-~])|\x1b\](?<osc>[^\x07\x1b]*)(?:\x07|\x1b\\)|\x1b[PX^_][^\x1b]*\x1b\\|\x1b[()*+#%]\w|\x1b[0-Zc]/g;

/** The groups of {@link TERMINAL_CODES}, from the arguments of a replacer. */
export interface TerminalCode {
  readonly params?: string;
  readonly final?: string;
  readonly osc?: string;
}

/**
 * Whether what is written behind a code does not go on where the line was: it moves to column 1, which lets the next
 * characters draw over the line as a carriage return does, or to another line.
 */
export function isJump({ params = '', final = '' }: TerminalCode): boolean {
  return (final === 'G' && /^[01]?$/.test(params)) || /^[ABEFHd]$/.test(final);
}

/** The text with each backspace carried out: what is typed next overtypes. Lines and carriage returns stay. Linear. */
export function overtyped(text: string): string {
  if (!text.includes('\b')) return text;
  return text.split('\n').map(overtypedLine).join('\n');
}

function overtypedLine(line: string): string {
  if (!line.includes('\b')) return line;
  const shown: string[] = [];
  let start = 0;
  let cursor = 0;
  for (const char of line) {
    if (char === '\b') cursor = Math.max(start, cursor - 1);
    else if (char === '\r') {
      shown.push(char);
      start = cursor = shown.length;
    } else shown[cursor++] = char;
  }
  return shown.join('');
}
