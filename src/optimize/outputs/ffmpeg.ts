import { defineOutput, type Span } from '../output.js';

const PROGRESS = /^(?:frame= *\d+ |size= *\d+\S* time=)/;

/** ffmpeg and ffprobe. */
export const ffmpeg = defineOutput({
  name: 'ffmpeg',
  command: /^(?:ffmpeg|ffprobe)(?![\w-])/,
  content: /^ff(?:mpeg|probe) version \S+ Copyright \(c\) /,
  leaveOut: [
    {
      what: 'lines on how it was built',
      line: /^ {2}(?:built with |configuration: |lib(?:av|sw|post)\w+ +\d+\. *\d+\.)/,
      sure: true,
    },
    { what: 'lines of progress', find: allButLast },
  ],
});

/** Progress of which a later state is told. */
function* allButLast(lines: readonly string[]): Iterable<Span> {
  let last: number | undefined;
  for (const [at, line] of lines.entries()) {
    if (!PROGRESS.test(line)) continue;
    if (last !== undefined) yield { start: last, end: last + 1 };
    last = at;
  }
}
