import { criticalFacts } from '../gate/critical-facts.js';
import { type LogEntry, logEntries } from './log-entries.js';
import { logKinds, statementOf, TIME } from './log-kinds.js';
import { standingOut } from './standing-out.js';
import { templateText } from './template-text.js';

/** How much shorter statements must become to be worth folding. */
const MAX_SHARE = 0.8;
/** Statements a day must have on average to be worth a line of its own. */
const MIN_A_DAY = 2;

/** Statements of one kind, and what they have in common. */
interface Fold {
  readonly like: readonly LogEntry[];
  readonly common: string;
}

/**
 * Folds the statements of a log that are of one kind: instead of the first stands what they have in common, with their count,
 * the first and the last time, and the values in which they differ; the others go. Of critical ones every value stays, and one with
 * a value unlike all others is not folded. The rest stands in its order, and a day that each line names is written once, above them. Near-linear in the length of the text.
 *
 * @param isKept lines to be left as they are
 * @returns undefined if nothing in the text can be folded
 */
export function foldLog(text: string, isKept: (line: string) => boolean): string | undefined {
  const lines = text.split('\n');
  const entries = logEntries(lines, isKept);
  const folds = new Map<LogEntry, Fold | undefined>();
  for (const kind of logKinds(lines, entries)) {
    const like = usualOf(lines, kind);
    const fold = foldOf(lines, like);
    if (fold) for (const entry of like) folds.set(entry, entry === like[0] ? fold : undefined);
  }
  if (folds.size === 0) return undefined;
  const kept = entries.filter((entry) => !folds.has(entry) || folds.get(entry));
  const withDays = areDaysFew(lines, kept);
  const written: string[] = [];
  let day = '';
  let wasFolded = false;
  for (const entry of kept) {
    const fold = folds.get(entry);
    if (fold) wasFolded = true;
    else if (lines[entry.start]!.trim() !== '') wasFolded = false;
    // What separates statements goes with them.
    else if (wasFolded) continue;
    const own = withDays ? dayOf(lines, entry) : '';
    if (own !== '' && own !== day) {
      day = own;
      written.push(`— ${day} —`);
    }
    const without = own === '' ? '' : day;
    written.push(fold ? foldText(lines, fold, without) : entryText(lines, entry, without));
  }
  return written.join('\n');
}

/** Of critical statements every value stays anyway. */
function usualOf(lines: readonly string[], like: readonly LogEntry[]): readonly LogEntry[] {
  if (like[0]!.isCritical) return like;
  const rare = standingOut(like.map((entry) => statementOf(lines, entry)));
  return rare.size === 0 ? like : like.filter((_, at) => !rare.has(at));
}

function foldOf(lines: readonly string[], like: readonly LogEntry[]): Fold | undefined {
  const { isCritical } = like[0]!;
  const common = templateText(
    like.map((entry) => statementOf(lines, entry)),
    isCritical,
  );
  // A time that is part of a value would be lost.
  if (common === undefined || common.indexOf(TIME) !== common.lastIndexOf(TIME)) return undefined;
  const fold = { like, common };
  const text = foldText(lines, fold, '');
  const before = like.map((entry) => entryText(lines, entry, '')).join('\n');
  if (text.length > MAX_SHARE * before.length) return undefined;
  return !isCritical || keepsFacts(before, text) ? fold : undefined;
}

function keepsFacts(before: string, after: string): boolean {
  const kept = criticalFacts(after);
  return [...criticalFacts(before)].every((fact) => kept.has(fact));
}

/**
 * Of critical statements the first stands as it was, so that its message is there as written, and the others below it: their
 * count, the last time, and what is said from there on; also what is said before it, if values differ there.
 * @param day is left out of the times
 */
function foldText(lines: readonly string[], { like, common }: Fold, day: string): string {
  const first = like[0]!;
  const last = timeOf(lines, like.at(-1)!, first.time?.day ?? '');
  if (!first.isCritical) {
    const span = `${timeOf(lines, first, day)} … ${last}`;
    const statement = `×${like.length} ${common.replace(TIME, () => span)}`;
    return [statement, ...lines.slice(first.start + 1, first.end)].join('\n');
  }
  const count = `×${like.length}`;
  if (isSame(lines, like)) return `${entryText(lines, first, '')}\n${count}${last && ` … ${last}`}`;
  const at = common.indexOf(TIME);
  // What stands before the time is as in the first, unless values differ there.
  const head = at < 0 || statementOf(lines, first).startsWith(common.slice(0, at)) ? '' : common.slice(0, at);
  return `${entryText(lines, first, '')}\n${count} ${head}${last && `… ${last}`}${common.slice(at + 1)}`;
}

function isSame(lines: readonly string[], like: readonly LogEntry[]): boolean {
  const first = statementOf(lines, like[0]!);
  return like.every((entry) => statementOf(lines, entry) === first);
}

function timeOf(lines: readonly string[], { start, time }: LogEntry, day: string): string {
  if (!time) return '';
  return lines[start]!.slice(day !== '' && time.day === day ? time.clock : time.start, time.end);
}

function entryText(lines: readonly string[], entry: LogEntry, day: string): string {
  const { start, end, time } = entry;
  const line = lines[start]!;
  const head = time && day !== '' ? line.slice(0, time.start) + line.slice(time.clock) : line;
  return [head, ...lines.slice(start + 1, end)].join('\n');
}

/** The day at a statement's very beginning; critical ones keep theirs. */
function dayOf(lines: readonly string[], { start, time, isFixed, isCritical }: LogEntry): string {
  return time && !isFixed && !isCritical && !/[\p{L}\d]/u.test(lines[start]!.slice(0, time.start))
    ? time.day
    : '';
}

function areDaysFew(lines: readonly string[], entries: readonly LogEntry[]): boolean {
  const days = entries.map((entry) => dayOf(lines, entry)).filter((day) => day !== '');
  const changes = days.filter((day, at) => day !== days[at - 1]).length;
  return changes * MIN_A_DAY <= days.length;
}
