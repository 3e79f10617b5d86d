import { isAlarm, plain } from './alarm.js';

/** Occurrences up to which each line of one message must stand; of more, the message with its count. */
const FEW = 3;
/** The level that some logs give as a letter or a word in capitals. */
const LEVEL =
  /^\d\d-\d\d \S+ +\d+ +\d+ [WEF] |\b(?:WARN|WARNING|ERROR|FATAL|SEVERE|CRITICAL)\b|\[(?:warn|error|crit|alert|emerg)\]/;
/** What the tasks of a log call failures without any of the common words. */
const OTHERS =
  /break-in attempt|invalid user|illegal user|unavailable state|\blost\b.*\bconnection|connection (?:reset|lost|broken|closed unexpectedly)/i;
/** Times, dates and the like at a line's start, in the columns of the common formats. */
const HEAD =
  /^(?:(?:-|[A-Z]+) \d{10} [\d.]+ \S+ (?:[\d.-]+ \S+|\w{3} +\d+ [\d:]+) |\w{3} +\d+ [\d:]{8} \S+ |\[[^\]]*\d[^\]]*\] |[\w.-]+\.log\S* )?(?:\d{2,4}[-/]?\d\d[-/]?\d\d[ T,-]+[\d:.,]+Z?[ ,|]*|\d\d-\d\d [\d:.]+ +)?/;

/**
 * Facts of a log. A message of an alarm is what is left of its lines when times at the start, numbers and ids are the same.
 * - `alarm`: each line of a message that occurs up to three times, without the time at its start
 * - `repeated-alarm`: one a message that occurs more often, the places of all of them: its first line must stand, and
 *   either the others or their count
 */
export function logFacts(text) {
  const messages = new Map();
  text.split('\n').forEach((raw, at) => {
    const line = plain(raw).trimEnd();
    if (!LEVEL.test(line) && !OTHERS.test(line) && !isAlarm(line)) return;
    const start = HEAD.exec(raw)[0].length;
    const place = { line: at + 1, columns: [start, raw.trimEnd().length] };
    const message = maskNumbers(line.slice(start));
    messages.set(message, [...(messages.get(message) ?? []), place]);
  });
  return [...messages.values()].flatMap((places) =>
    places.length > FEW
      ? [{ kind: 'repeated-alarm', places }]
      : places.map((place) => ({ kind: 'alarm', places: [place] })),
  );
}

/** A line's words with every number and long hexadecimal id the same; an HTTP status stays, since it is the message. */
export function maskNumbers(line) {
  return line
    .replace(
      /(" )([1-5]\d\d)(?= )/g,
      (_, before, status) => `${before}<${status.replace(/\d/g, (digit) => 'abcdefghij'[digit])}>`,
    )
    .replace(/\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi, '#')
    .replace(/\b(?:0x)?(?=[a-f]*\d)[0-9a-f]{6,}\b/gi, '#')
    .replace(/\d+/g, '#')
    .replace(/\s+/g, ' ')
    .trim();
}
