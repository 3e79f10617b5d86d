import { defineOutput, type Span } from '../output.js';
import { lineMatches } from '../programs/recognize-output.js';

/** Diagnostics of gcc and clang, whichever build runs them. */
export const gcc = defineOutput({
  name: 'gcc',
  command: /^(?:[\w-]+-)?(?:gcc|g\+\+|cc|c\+\+|clang|clang\+\+)(?:-\d+)?(?![\w+-])/,
  content:
    /^[^\s:]+\.(?:c|cc|cpp|cxx|c\+\+|h|hh|hpp|hxx|inl|m|mm):\d+:\d+: (?:fatal error|error|warning|note): /,
  leaveOut: [
    { what: 'diagnostics shown above', sure: true, find: repeatedDiagnostics },
    { what: 'excerpt lines', sure: true, find: excerptsOfMany },
  ],
});

/** Diagnostics up to which all keep their source lines. */
const FEW = 10;

/** What stands before a diagnostic: by which file, and in which function, the place was come to. */
const CONTEXT = /^In file included from |^ +from \S+:\d+[,:]|^\S+: (?:In|At) [^:]*(?:::[^:]*)*:$/;
const DIAGNOSTIC = /^[^\s:]+:\d+:\d+: (?:fatal error|error|warning|note): /;
const EXCERPT = /^ {2,}\d* +\|/;

/** A header's warning comes again with each file that includes it: all but the first, with what stands before it. */
function* repeatedDiagnostics(lines: readonly string[]): Iterable<Span> {
  const seen = new Set<string>();
  let context = 0;
  for (let at = 0; at < lines.length; at++) {
    if (lineMatches(CONTEXT, lines[at]!)) continue;
    const start = at;
    if (lineMatches(DIAGNOSTIC, lines[at]!)) {
      while (at + 1 < lines.length && lineMatches(EXCERPT, lines[at + 1]!)) at++;
      const text = lines.slice(start, at + 1).join('\n');
      if (seen.has(text)) yield { start: context, end: at + 1 };
      seen.add(text);
    }
    context = at + 1;
  }
}

/** Where there are many diagnostics, the source lines of warnings and notes. Those of errors stay. */
function* excerptsOfMany(lines: readonly string[]): Iterable<Span> {
  if (lines.filter((line) => lineMatches(DIAGNOSTIC, line)).length <= FEW) return;
  for (let at = 0; at < lines.length; at++) {
    if (!lineMatches(/^[^\s:]+:\d+:\d+: (?:warning|note): /, lines[at]!)) continue;
    const start = at + 1;
    while (at + 1 < lines.length && lineMatches(EXCERPT, lines[at + 1]!)) at++;
    if (at >= start) yield { start, end: at + 1 };
  }
}
