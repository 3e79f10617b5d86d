/** UTF-16 units of a line that are looked at. */
const SAMPLE = 20_000;
/** UTF-16 units of a line to each word of a script, and to each declaration of a style sheet, at most. */
const SCRIPT_SHARE = 150;
const STYLE_SHARE = 100;

const SCRIPT =
  /\b(?:function|return|var|let|const|this|void 0|typeof|new|throw)\b|=>|![01]\b|&&|\|\||===|!==/g;
const STYLE = /[\w-]:[^;:{}"]{1,80};|\{[\w-]{2,30}:[^;:{}"]{1,80}\}/g;
/** Data may be as dense: JSON, and records that hold some. */
const DATA = /^\s*(?:\d+[→\t:])?\s*[[{]\s*["[{\d]/;

/** Whether a dense line is a script or a style sheet by its words, rather than data. */
export function isCode(line: string): boolean {
  const sample = line.slice(0, SAMPLE);
  if (DATA.test(sample)) return false;
  const has = (pattern: RegExp, share: number) =>
    (sample.match(pattern)?.length ?? 0) * share >= sample.length;
  return has(SCRIPT, SCRIPT_SHARE) || has(STYLE, STYLE_SHARE);
}
