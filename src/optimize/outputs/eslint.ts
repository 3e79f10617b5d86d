import { joinedPlaces, placeIn } from '../notation/finding-places.js';
import { defineOutput, type Regrouped } from '../output.js';
import { lineMatches } from '../programs/recognize-output.js';

/** ESLint's findings by file, as its format `stylish` prints them: every one stays, each message once a file. */
export const eslint = defineOutput({
  name: 'eslint',
  command:
    /^(?:eslint|eslint_d|standard|xo|semistandard)(?![\w-])|^(?:next|expo|vue-cli-service) lint(?![\w-])/,
  content: /^ +\d+:\d+ +(?:error|warning) {2}\S.* {2}@?[a-z][\w-]*(?:\/[\w-]+)*$/,
  leaveOut: [],
  regroup: [{ find: findingsOfFiles }],
});

/** The findings of each file of which two say the same. */
function* findingsOfFiles(lines: readonly string[]): Iterable<Regrouped> {
  for (let at = 0; at < lines.length; at++) {
    const start = at;
    while (at < lines.length && lineMatches(FINDING, lines[at]!)) at++;
    const places = new Map<string, string[]>();
    for (const line of lines.slice(start, at)) {
      const { place, message } = placeIn(line);
      const known = places.get(message);
      if (known) known.push(place);
      else places.set(message, [place]);
    }
    if (places.size < at - start) {
      yield { start, end: at, as: [...places].flatMap(([message, those]) => joinedPlaces(those, message)) };
    }
  }
}

const FINDING = /^ +\d+:\d+ +(?:error|warning) {2}/;
