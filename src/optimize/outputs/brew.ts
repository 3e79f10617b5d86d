import { defineOutput } from '../output.js';

/** Homebrew: install, upgrade, update. */
export const brew = defineOutput({
  name: 'brew',
  command: /^brew(?![\w-])/,
  content: /^==> (?:Pouring \S+\.bottle\.\S*tar\.gz|Auto-updating Homebrew\.\.\.)$/,
  leaveOut: [
    { what: 'bars', line: /^#[#=O -]*(?:[\d.]+%)?$/ },
    {
      what: 'downloads',
      line: /^==> (?:Downloading|Fetching|Pouring) |^Already downloaded: |^==> Auto-updating Homebrew/,
      sure: true,
    },
    {
      what: 'lines on how to see less',
      from: /^Adjust how often this is run with /,
      while: /^(?:Adjust|`|Disable|Hide|HOMEBREW_)/,
    },
  ],
});
