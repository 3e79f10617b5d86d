import { defineOutput } from '../output.js';

/** esbuild's summary. */
export const esbuild = defineOutput({
  name: 'esbuild',
  command: /^esbuild(?![\w-])/,
  content: /^⚡ Done in \d+m?s$|^[✘▲] \[(?:ERROR|WARNING)\] \S/,
  leaveOut: [
    { what: 'assets', line: /^ {2}\S+ +\d[\d.]*(?:b|kb|mb) *$/, sure: true },
    { what: 'assets', line: /^ {2}\.\.\.and \d+ more output files\.\.\.$/ },
  ],
});
