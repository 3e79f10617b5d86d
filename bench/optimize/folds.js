// Lines of a log that are told as one, told one by one again: the first as it was, and below it how many they are, the time of
// the last, and what they say from there on (and before it, if they differ there), with the values in braces. Where the lines
// differ in several values, it is said below which of them stood together.
//   10:00:01 E query 7 of ann failed
//   ×3 … 10:00:09 E query {A} of {B} failed
//     {B} → {A}: ann → 7, 8; bob → 9
// Their times are not told: `#` stands for what these may differ in.

/** A count; what is said before the time; and, behind `… `, the last time and what is said from there on. */
const FOLD = /^×(\d+) ((?:[^{}…]|\{[^{}]*\})*?)(?:… (.*))?$/;
const LINKED = /^ {2}((?:\{[A-Z]\} )+)→ (\{[A-Z]\}): (.+)$/;
const SLOT = /\{[^{}]*\}/g;
/** A further time in which the lines differ: that of the first, and of the last. */
const SPAN = /^\{(\d[^\s,{}]*) … (\d[^\s,{}]*)\}$/;
const DAY = String.raw`(?:[A-Z][a-z]{2} )?[A-Z][a-z]{2} +\d{1,2} |\d+[-/.]\d+(?:[-/.]\d+)?[ T_:-]+|\d+[/ ][A-Z][a-z]{2}[/ ]\d+[ :]|\d{8}[ T_:-]|\d{6} (?=\d{6}\b)`;
const TIME = String.raw`(?:${DAY})?\d[\d:.,]*(?:Z| ?(?:UTC|[+-]\d\d:?\d\d))?(?!\w)`;
const AT_START = new RegExp(`^${TIME}`);
const AT_END = new RegExp(`${TIME}$`);
/** Lines above a count among which the first of those that it counts stands: below that may be its stack trace. */
const REACH = 200;

/**
 * A text with its folds written out, but only those that determine each of their lines: all values are there, as many as the
 * count says, and either they differ in one value, or it is said which stood together.
 */
export function unfolded(text) {
  if (!/^×\d+ .*\{/m.test(text)) return text;
  const lines = text.split(/\r?\n/);
  const written = [];
  for (let at = 0; at < lines.length; at++) {
    const fold = FOLD.exec(lines[at]);
    const linked = fold && LINKED.exec(lines[at + 1] ?? '');
    const others = fold && othersOf(written.slice(-REACH), fold, linked);
    for (const line of others ?? [lines[at]]) written.push(line);
    if (others && linked) at++;
  }
  return written.join('\n');
}

/** The lines that a fold counts, but for the first, which stands above; undefined if they are not determined. */
function othersOf(above, [, count, before, timed], linked) {
  const rows = linked ? linkedRows(linked) : listedRows(`${before}${timed ?? ''}`);
  if (rows?.length !== Number(count)) return undefined;
  if (timed === undefined) {
    const [first, ...others] = rows.map((row, at) => filled(before, row, at === 0));
    return above.includes(first) ? others : undefined;
  }
  const [last] = AT_START.exec(timed) ?? [''];
  const [own, ...others] = rows.map((row, at) =>
    [before, timed.slice(last.length)].map((said) => filled(said, row, at === 0)),
  );
  const between = above.map((line) => within(line, own)).findLast(Boolean);
  if (last === '' || !between || !AT_END.test(between)) return undefined;
  const untold = between.replace(AT_END, (first) => timeLike(first, last));
  return others.map(([head, rest]) => head + untold + rest);
}

/** What a line has between its beginning and its end; undefined if it has others. */
function within(line, [head, rest]) {
  return line.startsWith(head) && line.endsWith(rest) && line.length > head.length + rest.length
    ? line.slice(head.length, line.length - rest.length)
    : undefined;
}

/** What times have in common: without numbers, and without letters if the first and the last differ in these, as in `Jun`. */
function timeLike(first, last) {
  const [form, other] = [first, last].map((time) => time.replace(/\d+/g, '#'));
  return form.endsWith(other) ? form : form.replace(/[A-Za-z]+/g, '#');
}

/** For each line its value by slot: of one slot that lists them, `{7, 8 ×2}`, or `{A: 7, 8 ×2}` with `{A}` elsewhere. */
function listedRows(template) {
  const lists = (template.match(SLOT) ?? []).filter((slot) => /^\{[A-Z]: |, /.test(slot));
  if (lists.length !== 1) return undefined;
  const [, name, list] = /^\{(?:([A-Z]): )?(.*)\}$/.exec(lists[0]);
  return valuesOf(list)?.map((value) => new Map([lists[0], `{${name}}`].map((slot) => [slot, value])));
}

/** For each line its values by slot, from `{B} {C} → {A}: b c → a, a ×2; …`. */
function linkedRows([, keys, slot, groups]) {
  const slots = keys.trim().split(' ');
  const rows = groups.split('; ').map((group) => {
    const [key, list, ...more] = group.split(' → ');
    const own = key.split(' ');
    if (more.length > 0 || own.length !== slots.length) return undefined;
    return valuesOf(list ?? '')?.map(
      (value) => new Map([[slot, value], ...slots.map((each, at) => [each, own[at]])]),
    );
  });
  return rows.every(Boolean) ? rows.flat() : undefined;
}

/** Each value as often as it came; undefined if some are left out. */
function valuesOf(list) {
  const found = list.split(', ').map((value) => /^([^\s…]+)(?: ×(\d{1,6}))?$/.exec(value));
  return found.every(Boolean)
    ? found.flatMap(([, value, times = 1]) => Array(Number(times)).fill(value))
    : undefined;
}

/** A template with the values of a line; of further times only the first line's is told. */
function filled(template, row, isFirst) {
  return template.replace(SLOT, (slot) => {
    const [, first, last] = SPAN.exec(slot) ?? [];
    if (first) return isFirst ? first : timeLike(first, last);
    return row.get(slot) ?? slot;
  });
}
