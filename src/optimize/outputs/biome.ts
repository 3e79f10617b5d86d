import { defineOutput, type Span } from '../output.js';
import { lineMatches } from '../programs/recognize-output.js';

/** Biome's diagnostics: all stay but what its formatter would write. */
export const biome = defineOutput({
  name: 'biome',
  command: /^biome(?![\w-])/,
  content: /^\S+(?::\d+:\d+)? (?:lint\/\w+\/\w+|format|organizeImports|assist\/\S+)(?: +FIXABLE)? +━{4,}$/,
  leaveOut: [{ what: 'lines to be formatted', sure: true, find: formatterChanges }],
  shorten: [
    {
      line: /^(\S+(?::\d+:\d+)? (?:lint\/|format|organizeImports|assist\/|parse).*?) +━{4,}$/,
      as: '$1',
      sure: true,
    },
  ],
});

/** The lines that the formatter would change, under the sentence that says so. */
function* formatterChanges(lines: readonly string[]): Iterable<Span> {
  for (let at = 0; at < lines.length; at++) {
    if (!lineMatches(/^ *[×✖!i] +Formatter would have printed the following content:$/, lines[at]!)) continue;
    const start = at + 1;
    while (at + 1 < lines.length && lineMatches(/^ *$|^ *\d* +\d* +│/, lines[at + 1]!)) at++;
    yield { start, end: at + 1 };
  }
}
