/** Share of the lines that make an outline, and one with a level of statements, most of which have nothing below them. */
const ENOUGH = 0.25;
const ENOUGH_STATEMENTS = 0.15;
/** An outline of less says nothing, and may go a level deeper. */
const LEAST = 0.06;
const LEAST_LINES = 3;
const MAX_KEPT = 0.6;
/** Share of the lines that are indented in code that is nested at all. */
const MIN_INDENTED = 0.3;
/** Letters of a line that are shown: longer ones are data. */
const MAX_LINE = 200;

/**
 * The outline of a source file in a language that nothing is known of but that it indents what belongs together: its
 * outermost lines, down to where they are enough to tell what is in it, each with its number in the file, and how many
 * lines stand below it. Undefined for a text that is not nested so, as prose and data are. Linear.
 */
export function indentOutline(text: string): string | undefined {
  const lines = text.split('\n');
  const depths = depthsOf(lines);
  const { levels, filled } = levelsOf(lines, depths);
  if ((levels.get(0)?.lines ?? 0) > (1 - MIN_INDENTED) * filled) return undefined;

  const least = Math.max(LEAST_LINES, LEAST * filled);
  let deepest = -1;
  let kept = 0;
  for (const [depth, level] of [...levels].sort(([a], [b]) => a - b)) {
    const more = kept + level.lines;
    const enough = 2 * level.heads >= level.lines ? ENOUGH : ENOUGH_STATEMENTS;
    if (more > (kept < least ? MAX_KEPT : enough) * filled) break;
    kept = more;
    deepest = depth;
  }
  return kept < least ? undefined : rendered(lines, depths, deepest);
}

/** Lines of one depth that say something, and how many of them have deeper ones below them. */
interface Level {
  lines: number;
  heads: number;
}

function levelsOf(lines: readonly string[], depths: readonly number[]) {
  const levels = new Map<number, Level>();
  let filled = 0;
  let last: { readonly depth: number; readonly level?: Level } | undefined;
  lines.forEach((line, at) => {
    const depth = depths[at]!;
    if (depth < 0) return;
    filled++;
    if (last?.level && depth > last.depth) last.level.heads++;
    const level = says(line) ? (levels.get(depth) ?? { lines: 0, heads: 0 }) : undefined;
    if (level) {
      level.lines++;
      levels.set(depth, level);
    }
    last = { depth, ...(level ? { level } : {}) };
  });
  return { levels, filled };
}

/** How far each line is indented, -1 for a blank one; a tab counts as four blanks. */
function depthsOf(lines: readonly string[]): readonly number[] {
  return lines.map((line) => {
    const code = line.trimStart();
    if (code === '') return -1;
    const indent = line.slice(0, line.length - code.length);
    return indent.length + 3 * (indent.split('\t').length - 1);
  });
}

function rendered(lines: readonly string[], depths: readonly number[], deepest: number): string {
  const shown: string[] = [];
  let left = 0;
  const close = () => {
    if (left > 0 && shown.length > 0)
      shown[shown.length - 1] += ` … ${left} ${left === 1 ? 'line' : 'lines'}`;
    left = 0;
  };
  lines.forEach((line, at) => {
    if (depths[at]! < 0) return;
    if (depths[at]! > deepest) {
      left++;
      return;
    }
    close();
    if (says(line)) shown.push(`${at + 1} ${line.slice(0, MAX_LINE).trimEnd()}`);
  });
  close();
  return shown.join('\n');
}

/** What only ends a block. */
const CLOSING = /^\s*(?:end|fi|done|esac|endif|endfunction|end\s?if)\b\W*$/i;

/** Whether a line does more than end a block. */
function says(line: string): boolean {
  return /\w/.test(line) && !CLOSING.test(line);
}
