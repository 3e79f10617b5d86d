import { defineOutput } from '../output.js';

/** pnpm. */
export const pnpm = defineOutput({
  name: 'pnpm',
  command: /^pnpm(?![\w-])/,
  content: /^Progress: resolved \d+, reused \d+, downloaded \d+, added \d+(?:, done)?$/,
  leaveOut: [
    { what: 'lines of progress', line: /^Progress: resolved \d+, reused \d+, downloaded \d+, added \d+$/ },
    { what: 'bars', line: /^\++-*$/ },
    { what: 'downloads', line: /^Downloading \S+: [\d.]+ \w?B\/[\d.]+ \w?B(?:, done)?$/ },
  ],
});
