import { defineCriticalFacts } from '../fact.js';
import { linesOf, matchesOf } from '../gate/plain-text.js';
import { withContext } from './with-context.js';

const EXIT = new RegExp(
  [
    String.raw`\bexit(?:ed)?(?:[ _-]?(?:with|code|status|value)){1,3}["']?[ :=>]{1,3}(-?\d{1,10})\b`,
    String.raw`\b(?:(?:exitCode|returncode|(?:return|error) code|ERR(?:OR|NO)? LEVEL)["']?[ :=>]{1,3}|rc["']?\s?[:=]\s?)(-?\d{1,10})\b`,
    String.raw`\bstatus=(-?\d{1,3})\/`,
    String.raw`\b(?:signal|killed by(?: signal)?|terminated by(?: signal)?)["']?[ :=]{1,3}(SIG(?!NAL)[A-Z]{2,9}|\d{1,2})\b`,
    String.raw`\b(Segmentation fault|Bus error|Aborted \(core dumped\)|Out of memory|OOMKilled)\b`,
  ].join('|'),
  'gi',
);

const CUE =
  /exit|\brc\b|(?:return|error) ?code|status=|level|signal|killed|terminated|segmentation|bus error|aborted|out of memory/i;

/**
 * How a process ended: its exit code, or the signal that ended it, with the words of its line that hold no digit, so that
 * the failure of one command does not pass for that of another. Of a success the bare `0`: it tells success from silence.
 */
export const exitCode = defineCriticalFacts({
  name: 'exit-code',
  *find(plain) {
    if (!CUE.test(plain)) return;
    for (const [at, line] of linesOf(plain).entries()) {
      if (!CUE.test(line)) continue;
      for (const match of matchesOf(EXIT, line)) {
        const end =
          match[1] ??
          match[2] ??
          match[3] ??
          (match[4] ? `signal ${match[4].toUpperCase()}` : match[5]!.toLowerCase());
        yield [Number(end) === 0 ? '0' : withContext(end, line, match), at];
      }
    }
  },
});
