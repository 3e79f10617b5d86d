import { countLines } from '../lines.js';
import { elementSymbol, noteOnTags } from '../markup/element-symbol.js';
import { defineLanguage, type Outline } from '../outline.js';
import { lined } from '../scan/block-symbol.js';
import { type MarkupSyntax, readElements } from '../scan/read-elements.js';

const SYNTAX: MarkupSyntax = {
  xml: true,
  foldCase: false,
  selfClosing: true,
  braces: false,
  isRaw: () => false,
};

/** A drawing, by its opening tag. */
export const svg = defineLanguage({
  name: 'svg',
  extensions: ['.svg'],
  outline: async (text): Promise<Outline> => {
    const found = readElements(text, SYNTAX);
    const source = lined(text);
    const symbols = found.elements.map((element) =>
      elementSymbol(source, element, { kind: 'element', name: element.name, children: [] }),
    );
    const note = noteOnTags(source, found);
    return { language: 'svg', lines: countLines(text), imports: [], symbols, ...(note && { note }) };
  },
});
