import { holdsBinary } from '../holds-binary.js';
import { definePass } from '../pass.js';
import { rewriteEach } from '../rewrite.js';
import { terminalText } from '../terminal/terminal-text.js';

/** Leaves of a tool's output what a terminal would show in the end. Binary data stays as it is. */
export const terminalNoise = definePass({
  name: 'terminal-noise',
  kind: 'lossless',
  waste: 'terminal codes, redrawn lines',
  run: rewriteEach(({ text }, env) =>
    holdsBinary(text) ? undefined : terminalText(text, (line) => env.preserved(line)),
  ),
});
