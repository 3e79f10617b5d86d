/** Writes lines of text with blanks collapsed, as a browser shows it. */
export interface TextWriter {
  /** Running text; before the first word of a line the prefix is written that is due. */
  write(text: string): void;
  /** Text as it stands, line ends included. */
  writeAsIs(text: string): void;
  /** Ends the line, if one is begun; `blank` lines are at least so many below it. */
  endLine(blank?: 0 | 1): void;
  /** What the next line begins with. */
  setPrefix(prefix: string): void;
  text(): string;
}

/** A writer that has written nothing yet. */
export function createTextWriter(): TextWriter {
  const lines: string[] = [];
  let line = '';
  let prefix = '';
  let isBlankDue = false;
  /** Whether a blank would be the first or the second in a row. */
  let isAfterBlank = true;

  const endLine = (blank: 0 | 1 = 0) => {
    if (line.trim() !== '') {
      if (isBlankDue && lines.length > 0) lines.push('');
      isBlankDue = false;
      lines.push(line.trimEnd());
      prefix = '';
    }
    line = '';
    isAfterBlank = true;
    if (blank === 1) isBlankDue = true;
  };
  return {
    write(text) {
      const words = text.replace(/\s+/g, ' ');
      const own = isAfterBlank ? words.trimStart() : words;
      if (own === '') return;
      line += line === '' ? prefix + own : own;
      isAfterBlank = own.endsWith(' ');
    },
    writeAsIs(text) {
      const parts = text.split('\n');
      for (const [at, part] of parts.entries()) {
        if (at > 0) {
          if (isBlankDue && lines.length > 0) lines.push('');
          isBlankDue = false;
          lines.push(line.trimEnd());
          line = '';
        }
        line += part;
      }
    },
    endLine,
    setPrefix(next) {
      prefix = next;
    },
    text() {
      endLine();
      return lines.join('\n');
    },
  };
}
