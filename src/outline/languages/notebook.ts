import { countLines } from '../lines.js';
import { outlineCell } from '../notebook/outline-cell.js';
import { type Cells, readCells } from '../notebook/read-cells.js';
import { defineLanguage, type Language, type Outline } from '../outline.js';

/** By cells: each with the definitions or headings in it, else with its first line. Outputs are left out. */
export const notebook = defineLanguage({
  name: 'notebook',
  extensions: ['.ipynb'],
  outline: async (text): Promise<Outline> => {
    const { cells, kernel, whole } = readCells(text);
    const language = await languageOf(kernel);
    const imports = [];
    const symbols = [];
    for (const [at, cell] of cells.entries()) {
      const outlined = await outlineCell(cell, at + 1, language);
      imports.push(...outlined.imports);
      symbols.push(outlined.symbol);
    }
    return {
      language: 'notebook',
      lines: countLines(text),
      imports,
      symbols,
      ...(!whole && { note: 'the JSON is broken: cells as far as it could be read' }),
    };
  },
});

async function languageOf({ name = '', extension = '' }: Cells['kernel']): Promise<Language | undefined> {
  // that list has this language in it, so that it cannot be loaded before
  const { languages } = await import('../languages.js');
  return (
    languages.find(({ extensions }) => extensions.includes(extension)) ??
    languages.find((language) => language.name === name)
  );
}
