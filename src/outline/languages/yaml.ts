import { countLines } from '../lines.js';
import { defineLanguage, type Outline } from '../outline.js';
import { readYaml } from '../shapes/read-yaml.js';
import { documentSymbols, shapeSymbols } from '../shapes/shape-symbols.js';

/** By its shape: keys, types, lengths, one sample of each list; each of several documents. */
export const yaml = defineLanguage({
  name: 'yaml',
  extensions: ['.yaml', '.yml'],
  outline: async (text): Promise<Outline> => {
    const { documents, problemLine, cutLine } = readYaml(text);
    const notes = [
      ...(problemLine === undefined ? [] : [`not valid YAML from line ${problemLine} on`]),
      ...(cutLine === undefined
        ? []
        : [`too long to be read whole: nothing from line ${cutLine} on is shown`]),
    ];
    return {
      language: 'yaml',
      lines: countLines(text),
      imports: [],
      symbols: documents.size > 1 ? documentSymbols(documents) : shapeSymbols(documents),
      ...(notes.length > 0 && { note: notes.join('; ') }),
    };
  },
});
