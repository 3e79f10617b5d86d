import { definePass } from '../pass.js';
import { rewriteEach } from '../rewrite.js';
import { terminalText } from '../terminal-text.js';

/** Leaves of a tool's output what a terminal would show in the end. */
export const terminalNoise = definePass({
  name: 'terminal-noise',
  kind: 'lossless',
  waste: 'terminal codes, redrawn lines',
  run: (parts, env) =>
    rewriteEach(parts, env, (part) => terminalText(part.text, (line) => env.preserved(line))),
});
