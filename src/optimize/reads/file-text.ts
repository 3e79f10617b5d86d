/** The first line of a whole file as `smart_read` gives it: as many tokens as the file has. */
const WHOLE_VIEW = /^[^\n]{0,1000} · ([\d,]+) of \1 tokens \([^)\n]{0,80}\)(?: · v:[0-9a-f]{10,64})?\n/;
const FIRST_LINE = /^ *1[→\t]/;
const NUMBERED = /^ *(\d{1,7})[→\t]/;

/**
 * What a tool's result says, without the numbers before its lines if each has its own from 1 on, without the first line of a
 * `smart_read` of a whole file, and without line ends at its end: so two that show the same file say the same. Linear.
 */
export function fileText(text: string): string {
  if (FIRST_LINE.test(text)) return withoutNumbers(text) ?? text;
  const head = WHOLE_VIEW.exec(text.slice(0, 1200));
  return head ? trimmed(text.slice(head[0].length)) : text;
}

function withoutNumbers(text: string): string | undefined {
  const lines = trimmed(text).split('\n');
  const bare: string[] = [];
  for (const [at, line] of lines.entries()) {
    const match = NUMBERED.exec(line);
    if (Number(match?.[1]) !== at + 1) return undefined;
    bare.push(line.slice(match![0].length));
  }
  return trimmed(bare.join('\n'));
}

function trimmed(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === '\n' || text[end - 1] === '\r')) end--;
  return text.slice(0, end);
}
