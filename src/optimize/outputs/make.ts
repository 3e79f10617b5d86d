import { defineOutput, type Span } from '../output.js';
import { lineMatches } from '../programs/recognize-output.js';
import { silentSteps } from '../programs/silent-steps.js';

/** A compiler's, linker's or archiver's command line, or what a quiet build prints in its place. */
const STEP =
  /^(?:\S*\/)?(?:[\w-]+-)?(?:gcc|g\+\+|cc|c\+\+|clang|clang\+\+|ld|ar|ranlib)(?:-\d+)? .*-[co]\b.*$|^libtool: (?:compile|link): |^ {2,}(?:CC|CXX|LD|AR|AS|GEN|CCLD|CXXLD|HOSTCC|HOSTLD|RANLIB|LINK|OBJCOPY)(?: \[M\])? +\S+$/;

/** make, also recursive. */
export const make = defineOutput({
  name: 'make',
  command: /^(?:g|mingw32-|b)?make(?![\w-])/,
  content:
    /^g?make(?:\[\d+\])?: (?:Entering|Leaving) directory |^g?make(?:\[\d+\])?: \*\*\* |^ {2}(?:CC|CXX)(?: \[M\])? {5,}\S+\.l?o$/,
  leaveOut: [
    { what: 'silent commands', sure: true, find: silentSteps(STEP) },
    { what: 'visits without work', find: idleVisits },
  ],
});

/** Directories that a recursive make entered and left with nothing to do. */
function* idleVisits(lines: readonly string[]): Iterable<Span> {
  let start: number | undefined;
  for (let at = 0; at < lines.length; at++) {
    if (lineMatches(/^g?make\[\d+\]: Entering directory /, lines[at]!)) start = at;
    else if (lineMatches(/^g?make\[\d+\]: Leaving directory /, lines[at]!)) {
      if (start !== undefined) yield { start, end: at + 1 };
      start = undefined;
    } else if (!lineMatches(/^g?make\[\d+\]: (?:Nothing to be done for |'.*' is up to date\.)/, lines[at]!)) {
      start = undefined;
    }
  }
}
