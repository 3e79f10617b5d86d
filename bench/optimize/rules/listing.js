import { placeOf } from '../places.js';
import { isAlarm } from './alarm.js';

const HIT = /^(?<path>[^\s:<>()"']*[./][^\s:<>()"']*):(?<position>\d+)[:-](?<text>.*\S)\s*$/d;
/** Of the names in a listing every fifth. */
const EVERY = 5;

/** Facts of searches and listings: each `hit` (path, line and text), `alarm` lines, and some of the names (`entry`). */
export function listingFacts(text) {
  let names = 0;
  return text.split('\n').flatMap((line, at) => {
    const hit = HIT.exec(line);
    if (hit) return [{ kind: 'hit', places: [1, 2, 3].map((group) => placeOf(at + 1, hit, group)) }];
    if (
      /^(?:ls|find|grep|npm|rg): |^npm error|UNMET|invalid:|missing:/.test(line) ||
      (isAlarm(line) && /:\s/.test(line))
    )
      return [{ kind: 'alarm', places: [{ line: at + 1 }] }];
    const name = /(?:^|[\s─])(\S{3,})$/d.exec(line);
    return name && names++ % EVERY === 0 ? [{ kind: 'entry', places: [placeOf(at + 1, name, 1)] }] : [];
  });
}
