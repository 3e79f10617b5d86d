import { TEMPLATE_WORDS } from '../../similarity/template-tree.js';
import { isMoment } from './log-time.js';
import { listed, slotText } from './slot-text.js';

/** A place, or several, where the lines of a kind differ. */
interface Slot {
  /** The value of each line. */
  readonly values: readonly string[];
  places: number;
}

/** Names of slots. */
const NAMES = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * What lines of one kind say, with the values in which they differ in braces; a place with the very values of an earlier
 * one bears its name, `{A}`. Of critical lines every value but dates and times stands, and which stood together: where
 * several differ, they are listed on a second line.
 *
 * @returns undefined if the lines are not of as many words after all, or differ in too many places
 */
export function templateText(lines: readonly string[], isCritical: boolean): string | undefined {
  const rows = lines.map((line) => line.match(TEMPLATE_WORDS) ?? []);
  const width = rows[0]!.length;
  if (rows.some((row) => row.length !== width)) return undefined;
  const slotAt = slotsOf(rows, width);
  const slots = [...new Set(slotAt.values())];
  if (slots.length > NAMES.length) return undefined;
  const linked = isCritical ? slots.filter(({ values }) => !values.every(isMoment)) : [];
  const tabled = linked.length > 1 ? linked : [];
  const names = new Map<Slot, string>();
  for (const slot of slots) if (slot.places > 1 || tabled.includes(slot)) names.set(slot, NAMES[names.size]!);

  const shown = new Set<Slot>(tabled);
  let at = 0;
  const text = lines[0]!.replace(TEMPLATE_WORDS, (word) => {
    const slot = slotAt.get(at++);
    if (!slot) return word;
    const name = names.get(slot);
    if (shown.has(slot)) return `{${name}}`;
    shown.add(slot);
    if (isCritical && !linked.includes(slot)) return `{${slot.values[0]} … ${slot.values.at(-1)}}`;
    return slotText(slot.values, isCritical, name);
  });
  return tabled.length > 0 ? `${text}\n  ${tableText(tabled, names)}` : text;
}

/** Whether a text has templates below which the values that stood together are listed. */
export function hasLinkedValues(text: string): boolean {
  return /^ {2}(?:\{[A-Z]\} )+→ \{[A-Z]\}: /m.test(text);
}

/** The slots by place; places with the same values in every line share one. */
function slotsOf(rows: readonly (readonly string[])[], width: number): ReadonlyMap<number, Slot> {
  const slots = new Map<number, Slot>();
  const byValues = new Map<string, Slot>();
  for (let at = 0; at < width; at++) {
    const values = rows.map((row) => row[at]!);
    if (values.every((value) => value === values[0])) continue;
    const key = values.join('\n');
    const slot = byValues.get(key) ?? { values, places: 0 };
    byValues.set(key, slot);
    slot.places++;
    slots.set(at, slot);
  }
  return slots;
}

/** `{A} → {B}: a → 1, 2; b → 3`: the slot with the most values behind the arrow, the others before it. */
function tableText(slots: readonly Slot[], names: ReadonlyMap<Slot, string>): string {
  const inner = slots.reduce((most, slot) =>
    new Set(slot.values).size > new Set(most.values).size ? slot : most,
  );
  const outer = slots.filter((slot) => slot !== inner);
  const groups = new Map<string, Map<string, number>>();
  for (const [row, value] of inner.values.entries()) {
    const key = outer.map(({ values }) => values[row]).join(' ');
    const counts = groups.get(key) ?? new Map<string, number>();
    groups.set(key, counts.set(value, (counts.get(value) ?? 0) + 1));
  }
  const head = `${outer.map((slot) => `{${names.get(slot)}}`).join(' ')} → {${names.get(inner)}}`;
  return `${head}: ${Array.from(groups, ([key, counts]) => `${key} → ${listed(counts)}`).join('; ')}`;
}
