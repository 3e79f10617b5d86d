import { countLines } from '../lines.js';
import { readMakefile } from '../makefile/read-makefile.js';
import { defineLanguage, type Outline } from '../outline.js';

/** Targets with their prerequisites, variables and definitions; recipes are left out. */
export const makefile = defineLanguage({
  name: 'makefile',
  extensions: ['.mk', '.mak', '.make'],
  claims: (name) =>
    /^(?:gnu|bsd)?makefile(?:\.(?:am|in|common|inc|dep|linux|unix|win\w*|local))?$/.test(name),
  outline: async (text): Promise<Outline> => ({
    language: 'makefile',
    lines: countLines(text),
    ...readMakefile(text),
  }),
});
