// An output as the judge reads it, in whatever notation it stands.
import { standsAsOften } from './counts.js';
import { decode, unescaped } from './notations.js';
import { plain } from './rules/alarm.js';
import { maskNumbers } from './rules/log.js';

/** A line that is nothing but a file's name, and what may stand around one. */
const HEADING = /^\W*[^\s]*\w\.\w{1,6}\W*(?:[([]?\d+[^:]*)?$/;
/** A line of nothing but places. */
const PLACES = /^(?:\S*\d+[:,]\d+\S*[,;]? ?)+$/;
/** What separates values in JSON and tables. */
const SEPARATORS = /["{}[\],:|<>()\s]+/g;

/**
 * Questions about an output. White space counts as one blank or one line end; terminal codes are no text; escapes in JSON
 * and in tables stand for what they mean.
 * @param {readonly string[]} texts
 */
export function readText(texts) {
  const decoded = texts.map(decode);
  const lines = decoded.flatMap((text) => text.split(/[\n\r]+/).map(oneLine)).filter(Boolean);
  const joined = `\n${lines.join('\n')}\n`;
  const flat = lazy(() => lines.join(' '));
  const changes = lazy(() => signed(joined));
  const bare = lazy(() => ` ${decoded.join(' ').replace(SEPARATORS, ' ')} `);
  const masked = lazy(() => lines.map(maskNumbers));
  const linesOf = lazy(() => indexNumbers(lines));

  const holdsPath = (line, path) => {
    if (holdsWhole(line, path)) return true;
    const steps = path.split('/');
    return steps.some(
      (_, at) =>
        at > 0 &&
        holdsWhole(line, steps.slice(at).join('/')) &&
        joined.includes(steps.slice(0, at).join('/')),
    );
  };
  const headingOf = (at) =>
    lines.slice(Math.max(0, at - 500), at).findLast((line) => HEADING.test(line)) ?? '';

  return {
    /** Whether a text, of a line or several that follow each other, stands there. */
    hasLine(text) {
      const wanted = wantedLines(text);
      return joined.includes(wanted) || flat().includes(wanted.replaceAll('\n', ' '));
    },

    /** Whether a name stands there whole, or a path's last step and the folder that it is in. */
    hasName(text) {
      const name = oneLine(text).replace(/^\.\//, '');
      const slash = name.lastIndexOf('/');
      if (joined.includes(name) || slash < 0) return joined.includes(name);
      return bare().includes(` ${name.slice(slash + 1)} `) && joined.includes(name.slice(0, slash));
    },

    /** Whether changed lines, each with its sign, stand there as a run. */
    hasChanges(text) {
      return changes().includes(`\n${signed(wantedLines(text))}\n`);
    },

    /** Whether a line stands as often as `times`, numbers aside, or with a count that makes up for the rest. */
    hasCount(text, times) {
      const wanted = maskNumbers(oneLine(plain(text)));
      return standsAsOften(lines, masked(), wanted, times);
    },

    /** Whether a line has the position, with path and message in it, or in the heading that it stands under. */
    hasLocated(path, position, message) {
      const [file, words] = [path.replace(/^\.\//, ''), oneLine(plain(message))];
      return (linesOf().get(position.replace(',', ':')) ?? []).some((at) => {
        const hasPath = holdsPath(lines[at], file) || holdsPath(headingOf(at), file);
        return hasPath && (lines[at].includes(words) || messageAbove(lines, at).includes(words));
      });
    },

    /**
     * Whether a value stands there as a whole, near its record's id if it has one.
     * @param {readonly string[]} values the id, if any, and the value, as in JSON without quotes
     * @param {number} extent letters between the two in the input
     */
    hasValue(values, extent) {
      const [value, id] = values
        .map((text) => ` ${unescaped(text).replace(SEPARATORS, ' ').trim()} `)
        .toReversed();
      if (value.trim() === '') return true;
      if (id === undefined || id.trim() === '') return bare().includes(value);
      const reach = extent + value.length + 100;
      for (let at = bare().indexOf(id); at >= 0; at = bare().indexOf(id, at + 1)) {
        if (
          bare()
            .slice(Math.max(0, at - reach), at + id.length + reach)
            .includes(value)
        )
          return true;
      }
      return false;
    },
  };
}

/** The number of lines that a line stands for; undefined if it says none. */
/** Whether a line has a path that is not the end of a longer one. */
function holdsWhole(line, path) {
  for (let at = line.indexOf(path); at >= 0; at = line.indexOf(path, at + 1)) {
    if (!/[\w/\\.-]/.test(line[at - 1] ?? ' ') || line.startsWith('./', at - 2)) return true;
  }
  return false;
}

/** The line that says what is wrong at the places listed under it. */
function messageAbove(lines, at) {
  if (!PLACES.test(lines[at])) return '';
  return (
    lines.slice(Math.max(0, at - 200), at).findLast((line) => !PLACES.test(line) && !HEADING.test(line)) ?? ''
  );
}

function wantedLines(text) {
  return plain(text)
    .split(/[\n\r]+/)
    .map(oneLine)
    .filter(Boolean)
    .join('\n');
}

function oneLine(line) {
  return line.replace(/\s+/g, ' ').trim();
}

/** Without the blanks between the sign of a changed line and what has changed. */
function signed(lines) {
  return lines.replace(/^([-+]) /gm, '$1');
}

/** The lines that have a number, or two as `3:5` or `3,5`. */
function indexNumbers(lines) {
  const index = new Map();
  const add = (key, at) => {
    const known = index.get(key);
    if (!known) index.set(key, [at]);
    else if (known.at(-1) !== at) known.push(at);
  };
  lines.forEach((line, at) => {
    for (const [, first, second] of line.matchAll(/(\d+)(?:[:,](\d+))?/g)) {
      add(first, at);
      if (second) {
        add(second, at);
        add(`${first}:${second}`, at);
      }
    }
  });
  return index;
}

function lazy(compute) {
  let result;
  return () => (result ??= compute());
}
