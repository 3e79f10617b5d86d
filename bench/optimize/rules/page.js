import { isAlarm, plain } from './alarm.js';

/** Of lines that are nothing special every fifth, if it has some length. */
const EVERY = 5;
const LENGTH = 12;

/** Facts of pages, tables and whatever has no rules of its own: the first line and `heading`s, `alarm`s, and some lines (`entry`). */
export function pageFacts(text) {
  let others = 0;
  return text.split('\n').flatMap((raw, at) => {
    const line = plain(raw).trim();
    if (line === '' || raw.length > 2000) return [];
    const places = [{ line: at + 1 }];
    if (at === 0 || /^#{1,4} \S/.test(line)) return [{ kind: 'heading', places }];
    if (isAlarm(line)) return [{ kind: 'alarm', places }];
    return line.length >= LENGTH && others++ % EVERY === 0 ? [{ kind: 'entry', places }] : [];
  });
}
