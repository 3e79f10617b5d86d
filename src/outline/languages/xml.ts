import { countLines } from '../lines.js';
import { noteOnTags } from '../markup/element-symbol.js';
import { describeShape, type MarkupShape, readMarkupShape } from '../markup/read-markup-shape.js';
import { defineLanguage, type Outline, type OutlineSymbol } from '../outline.js';
import { type Lined, lined } from '../scan/block-symbol.js';
import { type MarkupSyntax, readElements } from '../scan/read-elements.js';

const SYNTAX: MarkupSyntax = {
  xml: true,
  foldCase: false,
  selfClosing: true,
  braces: false,
  isRaw: () => false,
};

/** By its shape: elements of one name in one place are shown once, with their number and the first one's text. */
export const xml = defineLanguage({
  name: 'xml',
  extensions: [
    '.xml',
    '.csproj',
    '.fsproj',
    '.vbproj',
    '.props',
    '.targets',
    '.nuspec',
    '.resx',
    '.xaml',
    '.xsd',
    '.xsl',
    '.xslt',
    '.wsdl',
    '.plist',
    '.rss',
    '.atom',
  ],
  outline: async (text): Promise<Outline> => {
    const found = readElements(text, SYNTAX);
    const source = lined(text);
    const symbols = symbolsOf(source, readMarkupShape(found.elements));
    const note = noteOnTags(source, found);
    return { language: 'xml', lines: countLines(text), imports: [], symbols, ...(note && { note }) };
  },
});

const NAMES_KEPT = 60;

function symbolsOf(source: Lined, shapes: ReadonlyMap<string, MarkupShape>): OutlineSymbol[] {
  const shown = [...shapes.values()].slice(0, NAMES_KEPT);
  const symbols = shown.map(
    (shape): OutlineSymbol => ({
      kind: 'key',
      name: shape.first.name,
      signature: describeShape(source, shape),
      startLine: source.lineAt(shape.first.start),
      endLine: source.lineAt(shape.end - 1),
      elided: 0,
      exported: false,
      children: symbolsOf(source, shape.children),
    }),
  );
  const more = shapes.size - shown.length;
  const last = shown.at(-1);
  if (more === 0 || !last) return symbols;
  const line = source.lineAt(last.end - 1);
  const signature = `… ${more} more ${more === 1 ? 'name' : 'names'}`;
  const rest = {
    kind: 'key',
    name: '…',
    signature,
    startLine: line,
    endLine: line,
    elided: 0,
    exported: false,
  };
  return [...symbols, { ...rest, children: [] }];
}
