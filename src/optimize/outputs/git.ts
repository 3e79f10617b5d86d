import { defineOutput } from '../output.js';

/** What git prints while it counts, packs and sends. */
const PROGRESS =
  /^(?:remote: )?(?:Enumerating|Counting|Compressing|Receiving|Writing|Unpacking) objects: |^(?:remote: )?Resolving deltas: |^(?:remote: )?Total \d+ \(delta \d+\)|^Delta compression using up to |^(?:Updating|Checking out|Filtering) (?:files|content): |^remote: Reused |^POST git-(?:receive|upload)-pack \(/;

/** git: status, log, clone, fetch, pull and push. Diffs are cut by the pass `diff-context`. */
export const git = defineOutput({
  name: 'git',
  command: /^git(?![\w-])/,
  content:
    /^commit [0-9a-f]{40}(?: \(.*\))?$|^(?:remote: )?Enumerating objects: \d+, done\. *$|^ {2}\(use "git (?:add|restore|push|pull|rm|reset|checkout) .*\)$/,
  diffs: true,
  leaveOut: [
    {
      what: 'hints',
      // What else a hint says may be what to do next.
      line: /^(?:hint: *$|hint: {2,}git config .*|hint: Disable this message with .*| {2}\(use "git .*\))$/,
      sure: true,
    },
    { what: 'lines of progress', line: PROGRESS },
  ],
  shorten: [
    // Twelve digits name a commit of any repository.
    { line: /^(commit|Merge:|tree|parent) ([0-9a-f]{12})[0-9a-f]{28}(?![0-9a-f])/, as: '$1 $2', sure: true },
    { line: /^([0-9a-f]{12})[0-9a-f]{28} (?=\S)/, as: '$1 ', sure: true },
    { line: /^(\d{6} (?:blob|tree|commit) [0-9a-f]{12})[0-9a-f]{28}(?=[ \t])/, as: '$1', sure: true },
    { line: /^ (\S+|\S.{0,200}\S) +\| +(\d+) ([+-]+)$/, as: ' $1 | $2 $3', sure: true },
  ],
});
