import { createRareValues } from '../gate/rare-values.js';
import { CELL, type JsonStatement, jsonStatements } from './json-statements.js';
import { isMoment } from './log-time.js';
import { slotText } from './slot-text.js';

/** Statements of a kind that are worth folding, and how much shorter they must become. */
const MIN_LIKE = 3;
const MAX_SHARE = 0.8;
/** Share of the statements of a kind beyond which what stands out is no rarity. */
const MOST_RARE = 0.05;

/**
 * Folds the records of a structured log, JSON objects a line each, that are of one kind: instead of the first stands what
 * they have in common, with the first and the last time, the values in which they differ, and their count; the others go.
 * Critical ones stay as they are, those that are the same but for their time once, and so does one with a value unlike
 * all others. The rest stands in its order. Linear.
 *
 * @param isKept lines to be left as they are
 * @returns undefined if the text is no such log, or nothing in it can be folded
 */
export function foldJsonLog(text: string, isKept: (line: string) => boolean): string | undefined {
  const lines = text.split('\n');
  const statements = jsonStatements(lines);
  if (!statements) return undefined;
  const free = statements.filter(({ at }) => !isKept(lines[at]!));
  const written: (string | undefined)[] = [...lines];
  let isFolded = false;
  const fold = (like: readonly JsonStatement[], folded: string) => {
    const length = like.reduce((sum, { at }) => sum + lines[at]!.length, 0);
    if (folded.length > MAX_SHARE * length) return;
    for (const { at } of like) written[at] = undefined;
    written[like[0]!.at] = folded;
    isFolded = true;
  };
  for (const like of grouped(
    free.filter(({ isCritical }) => isCritical),
    sameness,
  )) {
    fold(like, `${lines[like[0]!.at]!}\n×${like.length}${spanEnd(like)}`);
  }
  for (const like of grouped(
    free.filter(({ isCritical }) => !isCritical),
    ({ kind }) => kind,
  )) {
    const usual = usualOf(like);
    if (usual.length >= MIN_LIKE) fold(usual, foldText(usual));
  }
  return isFolded ? written.filter((line) => line !== undefined).join('\n') : undefined;
}

function grouped<Key>(
  statements: readonly JsonStatement[],
  keyOf: (statement: JsonStatement) => Key,
): readonly (readonly JsonStatement[])[] {
  const groups = new Map<Key, JsonStatement[]>();
  for (const statement of statements) {
    const key = keyOf(statement);
    const known = groups.get(key);
    if (known) known.push(statement);
    else groups.set(key, [statement]);
  }
  return [...groups.values()].filter((like) => like.length >= MIN_LIKE);
}

/** All that a statement says but its times. */
function sameness({ skeleton, cells, times }: JsonStatement): string {
  return [skeleton, ...cells.filter((_, column) => !times.has(column))].join(CELL);
}

function spanEnd(like: readonly JsonStatement[]): string {
  const { cells, times } = like.at(-1)!;
  const [first] = times;
  return first === undefined ? '' : ` … ${cells[first]}`;
}

function usualOf(like: readonly JsonStatement[]): readonly JsonStatement[] {
  const rare = new Set<number>();
  for (const column of like[0]!.cells.keys()) {
    if (like[0]!.times.has(column)) continue;
    const values = createRareValues();
    for (const [row, { cells }] of like.entries()) {
      const value = cells[column]!;
      if (!isMoment(value.replaceAll('"', ''))) values.add(value, row);
    }
    for (const row of values.rows()) rare.add(row);
  }
  return rare.size > MOST_RARE * like.length ? like : like.filter((_, row) => !rare.has(row));
}

/** `{"level":30,"time":17 … 19,"msg":"user {4, 5, 6} came"} ×3` */
function foldText(like: readonly JsonStatement[]): string {
  const { skeleton, times } = like[0]!;
  let column = 0;
  const text = skeleton.replaceAll(CELL, () => {
    const own = column++;
    const values = like.map(({ cells }) => cells[own]!);
    const [first, last] = [values[0]!, values.at(-1)!];
    if (values.every((value) => value === first)) return first;
    return times.has(own) ? `${first} … ${last}` : slotText(values, false);
  });
  return `${text} ×${like.length}`;
}
