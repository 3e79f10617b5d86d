import { defineFacts } from '../fact.js';

const EXIT = new RegExp(
  [
    String.raw`\bexit(?:ed)?(?:[ _-]?(?:with|code|status|value)){1,3}["']?[ :=>]{1,3}(-?\d{1,10})\b`,
    String.raw`\b(?:(?:exitCode|returncode|return code|ERR(?:OR|NO)? LEVEL)["']?[ :=>]{1,3}|rc["']?\s?[:=]\s?)(-?\d{1,10})\b`,
    String.raw`\b(?:signal|killed by(?: signal)?|terminated by(?: signal)?)["']?[ :=]{1,3}(SIG(?!NAL)[A-Z]{2,9}|\d{1,2})\b`,
    String.raw`\b(Segmentation fault|Bus error|Aborted \(core dumped\)|Out of memory|OOMKilled)\b`,
  ].join('|'),
  'gi',
);

/** How a process ended: its exit code (0 too, for it tells success from silence), or the signal that ended it. */
export const exitCode = defineFacts({
  name: 'exit-code',
  critical: true,
  *find(text) {
    for (const match of text.matchAll(EXIT)) {
      yield match[1] ?? match[2] ?? (match[3] ? `signal ${match[3].toUpperCase()}` : match[4]!.toLowerCase());
    }
  },
});
