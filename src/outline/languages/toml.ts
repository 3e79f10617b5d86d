import { countLines } from '../lines.js';
import { defineLanguage, type Outline } from '../outline.js';
import { readToml } from '../shapes/read-toml.js';
import { keySymbols } from '../shapes/shape-symbols.js';

/** By its shape: tables, keys, types, lengths, one sample of each array. */
export const toml = defineLanguage({
  name: 'toml',
  extensions: ['.toml'],
  outline: async (text): Promise<Outline> => {
    const { root, problemLine } = readToml(text);
    return {
      language: 'toml',
      lines: countLines(text),
      imports: [],
      symbols: keySymbols(root),
      ...(problemLine !== undefined && { note: `not valid TOML from line ${problemLine} on` }),
    };
  },
});
