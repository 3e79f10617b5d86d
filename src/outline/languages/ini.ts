import { countLines } from '../lines.js';
import { defineLanguage, type Outline } from '../outline.js';
import { readIni } from '../shapes/read-ini.js';
import { keySymbols } from '../shapes/shape-symbols.js';

/** By sections and keys. Files of real environment variables are secret, and do not get here. */
export const ini = defineLanguage({
  name: 'ini',
  extensions: ['.ini', '.cfg', '.properties', '.editorconfig', '.gitconfig', '.desktop', '.service'],
  claims: (name) =>
    /^\.env\b.*\.(?:example|sample|template|dist)$|^(?:example|sample|template)\.env$/.test(name),
  outline: async (text): Promise<Outline> => ({
    language: 'ini',
    lines: countLines(text),
    imports: [],
    symbols: keySymbols(readIni(text)),
  }),
});
