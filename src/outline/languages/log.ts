import { outlineLog } from '../log/outline-log.js';
import { defineLanguage } from '../outline.js';

const TIMESTAMP = /\d{4}[-/.]\d\d[-/.]\d\d[T ]\d\d:\d\d|\d\d:\d\d:\d\d/;
/** Names that a log may have besides those that say so. */
const PERHAPS = /\.(?:txt|out|err)$|^[^.]+$/;

const LINES_READ = 50;
const MIN_STAMPED = 0.7;
/** UTF-16 units: how far into a file its lines are looked at, and how far into a line a time may stand. */
const READ_LIMIT = 20_000;
const STAMP_LIMIT = 60;

/** By kinds of lines and how many of each; every error and warning as written. */
export const log = defineLanguage({
  name: 'log',
  extensions: ['.log'],
  claims: (name, text) => /\.log\.\d+$/.test(name) || (PERHAPS.test(name) && isStamped(text)),
  outline: async (text) => outlineLog(text),
});

/** Whether most of the first lines begin with a time. */
function isStamped(text: string): boolean {
  const lines = text
    .slice(0, READ_LIMIT)
    .split('\n', LINES_READ)
    .filter((line) => line.trim() !== '');
  const stamped = lines.filter((line) => TIMESTAMP.test(line.slice(0, STAMP_LIMIT)));
  return lines.length > 1 && stamped.length >= lines.length * MIN_STAMPED;
}
