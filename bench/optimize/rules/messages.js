import { isAlarm, plain } from './alarm.js';
import { gitFacts } from './git.js';
import { listingFacts } from './listing.js';
import { outputFacts } from './output.js';

/** Of a file that was read every fourth line of some length. */
const EVERY = 4;
const LENGTH = 15;
/** Results before the end that an agent is still at work on. */
const FRESH = 6;
/** A line of a file as readers number it. */
const NUMBERED = /^\s*\d+(?:→|\t|:|\|)/;

/**
 * Facts of a list of messages, with `at`, their text's pointer.
 * - `words`: each text of the user, the assistant or the system, which must be the same to the byte
 * - of what shells printed, the facts of outputs, and hits of searches
 * - of the latest read of each file, sampled lines: `fresh-read` among the last results, `read` before
 */
export function messageFacts(parts) {
  const results = parts.filter(({ role, text }) => role === 'tool' && text);
  const latest = new Map(results.map((part) => [fileOf(part), part]));
  const fresh = new Set(results.slice(-FRESH));
  return parts.flatMap((part) => {
    if (part.role !== 'tool') return part.text ? [{ kind: 'words', at: part.at, places: [] }] : [];
    const file = fileOf(part);
    const facts =
      file === undefined
        ? printed(part)
        : latest.get(file) === part
          ? sampled(part, fresh.has(part) ? 'fresh-read' : 'read')
          : alarms(part);
    return facts.map((fact) => ({ ...fact, at: part.at }));
  });
}

/** The file that a result shows numbered lines of; undefined if it shows none. */
function fileOf({ text, tool }) {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.filter((line) => NUMBERED.test(line)).length < lines.length / 2) return undefined;
  const named = /\[File: (\S+)/.exec(text)?.[1];
  return named ?? tool?.input?.file_path ?? tool?.input?.path;
}

function printed({ text, tool }) {
  const command = String(tool?.input?.command ?? '');
  if (/\bgit\b.*\b(?:diff|log|show|status)\b/.test(command)) return gitFacts(text);
  if (/\b(?:grep|rg|find|ls)\b/.test(command) && !/&&|test|make/.test(command))
    return listingFacts(text).filter(({ kind }) => kind !== 'entry');
  return outputFacts(text);
}

/** Of views of files that a later one replaces only what is no line of the file. */
function alarms({ text }) {
  return text
    .split('\n')
    .flatMap((raw, at) =>
      !NUMBERED.test(raw) && isAlarm(plain(raw)) ? [{ kind: 'alarm', places: [{ line: at + 1 }] }] : [],
    );
}

function sampled({ text }, kind) {
  return text
    .split('\n')
    .flatMap((line, at) => {
      const start = NUMBERED.exec(line)?.[0].length;
      return start && line.length - start >= LENGTH
        ? [{ kind, places: [{ line: at + 1, columns: [start, line.length] }] }]
        : [];
    })
    .filter((_, at) => at % EVERY === 0);
}
