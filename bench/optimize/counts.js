// Counts that stand for lines: how often an output says that something was there.

/** How many lines a line stands for, said at its start (`×12`, `… 12 more`, `12 repeated lines`) or its end (`×12`, `(12 times)`). */
const COUNT =
  /^\W*(?:×\s?(?<a>\d+)|(?<b>\d+)\s?(?:×|x\b|(?:more|times|repeated|similar|others|further|such|equal|identical|like)\b))|(?:×\s?(?<c>\d+)|(?<d>\d+)\s?(?:×|times|more))\W*$/;
/** What a line of a count may say beside it. */
const FILLER =
  /\b(?:times|more|repeated|similar|lines|others|further|such|equal|identical|like|this|the|same|until|last|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b/g;

/**
 * Whether a message stands as often as `times`, or with counts that make up for the rest: on its own line, right below it,
 * or once more on another line that can be about nothing else. A count may or may not include the line above it.
 * @param {readonly string[]} lines
 * @param {readonly string[]} masked the lines without what differs from one occurrence to the next
 * @param {string} wanted the message, masked too
 */
export function standsAsOften(lines, masked, wanted, times) {
  const at = masked.flatMap((line, index) => (holds(line, wanted) ? [index] : []));
  if (at.length >= times) return true;
  const below = at.map((index) => index + 1).filter((index) => isAlike(lines[index] ?? '', wanted));
  const near = new Set([...at, ...below].filter((index) => countIn(lines[index])));
  const counted = [...near].reduce((sum, index) => sum + countIn(lines[index]), 0);
  const single = at.filter((index) => !near.has(index)).length;
  const folded = lines.flatMap((line, index) => (countIn(line) ? [index] : []));
  const others = folded.filter((index) => !near.has(index) && isAlike(lines[index], wanted, 1));
  return [0, ...others.map((index) => countIn(lines[index]))].some(
    (more) => counted + more <= times && counted + more + single >= times,
  );
}

/** Whether a line ends with a message, but for a count: else it is another one that begins alike. */
function holds(line, message) {
  const at = line.indexOf(message);
  return at >= 0 && !/[A-Za-z]/.test(line.slice(at + message.length).replace(FILLER, ''));
}

function countIn(line = '') {
  const found = Object.values(COUNT.exec(line)?.groups ?? {}).find(Boolean);
  return found && Number(found);
}

/** Words that a line of a count has besides what a count says, and besides values in braces. */
function ownWords(line) {
  return new Set(
    line
      .replace(/\{[^{}]*\}/g, '')
      .replace(FILLER, '')
      .match(/[A-Za-z]{3,}/g),
  );
}

/**
 * Whether a line of a count can be about a message: it has most of the message's words, and at most so many others. Without
 * that number it stands right below the message, and hardly needs a word.
 */
function isAlike(line, message, others) {
  const own = ownWords(line);
  const wanted = new Set(message.match(/[A-Za-z]{3,}/g));
  const shared = [...own].filter((word) => wanted.has(word)).length;
  if (others === undefined && own.size <= 2) return true;
  return shared >= 0.6 * wanted.size && own.size - shared <= (others ?? own.size);
}
