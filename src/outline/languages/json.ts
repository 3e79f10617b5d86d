import { countLines } from '../lines.js';
import { defineLanguage, type Outline } from '../outline.js';
import { readJson } from '../shapes/read-json.js';
import { shapeSymbols } from '../shapes/shape-symbols.js';

/** By its shape: keys, types, lengths, one sample of each array. Comments and several values in a file are allowed. */
export const json = defineLanguage({
  name: 'json',
  extensions: ['.json', '.jsonc', '.json5', '.jsonl', '.ndjson', '.webmanifest', '.geojson'],
  outline: async (text): Promise<Outline> => {
    const { roots, problemLine } = readJson(text);
    return {
      language: 'json',
      lines: countLines(text),
      imports: [],
      symbols: shapeSymbols(roots),
      ...(problemLine !== undefined && { note: `not valid JSON from line ${problemLine} on` }),
    };
  },
});
