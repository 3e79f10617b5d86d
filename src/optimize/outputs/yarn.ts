import { defineOutput } from '../output.js';

/** Yarn, classic and modern. */
export const yarn = defineOutput({
  name: 'yarn',
  command: /^yarn(?:pkg)?(?![\w-])/,
  content: /^(?:yarn (?:install|add|remove|upgrade) v1\.\d+\.\d+|➤ YN0000: . Yarn \d[\w.-]*)$/,
  leaveOut: [
    { what: 'steps', line: /^\[\d\/\d\] (?:Resolving|Fetching|Linking|Building|Validating)\b.*\.\.\.$/ },
    { what: 'lists of all dependencies', from: /^info All dependencies$/, while: /^[├└]─ / },
    {
      what: 'fetched packages',
      line: /^➤ YN0013: (?:│ )?\S+@\S+ can't be found in the cache and will be fetched from /,
      sure: true,
    },
    { what: 'finished steps', line: /^➤ YN0000: [┌└] (?:Resolution|Fetch|Link|Post-resolution) ?\w* ?step$/ },
  ],
});
