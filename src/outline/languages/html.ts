import { countLines } from '../lines.js';
import { elementSymbol, noteOnTags } from '../markup/element-symbol.js';
import { outlineEmbedded } from '../markup/embedded.js';
import { defineLanguage, type Outline, type OutlineImport, type OutlineSymbol } from '../outline.js';
import { type Lined, lined } from '../scan/block-symbol.js';
import { type Element, type MarkupSyntax, readElements } from '../scan/read-elements.js';

const RAW = /^(?:script|style|textarea|title)$/;
const SYNTAX: MarkupSyntax = {
  xml: false,
  foldCase: true,
  selfClosing: false,
  braces: false,
  isRaw: (name) => RAW.test(name),
};

/** The title, headings, landmarks and whatever has an id; scripts and styles with what they define. */
export const html = defineLanguage({
  name: 'html',
  extensions: ['.html', '.htm', '.xhtml'],
  outline: async (text): Promise<Outline> => {
    const found = readElements(text, SYNTAX);
    const source = lined(text);
    const imports: OutlineImport[] = [];
    const symbols = await symbolsIn(source, found.elements, imports);
    const note = noteOnTags(source, found);
    return { language: 'html', lines: countLines(text), imports, symbols, ...(note && { note }) };
  },
});

const HEADING = /^h[1-6]$/;
const LANDMARK =
  /^(?:header|nav|main|section|article|aside|footer|form|table|template|dialog|title|script|style)$/;

async function symbolsIn(
  source: Lined,
  elements: readonly Element[],
  imports: OutlineImport[],
): Promise<OutlineSymbol[]> {
  const symbols: OutlineSymbol[] = [];
  for (const element of elements) {
    const module = moduleOf(element);
    if (module !== undefined) imports.push({ module, names: [], line: source.lineAt(element.start) });
    const children = await childrenOf(source, element, imports);
    if (module !== undefined || !isShown(element)) for (const child of children) symbols.push(child);
    else {
      const isText = HEADING.test(element.name) || element.name === 'title';
      symbols.push(elementSymbol(source, element, { ...namesOf(element, source), children }, isText));
    }
  }
  return symbols;
}

function isShown({ name, attributes }: Element): boolean {
  return LANDMARK.test(name) || HEADING.test(name) || anchorOf(name, attributes) !== undefined;
}

/** What a link can lead to it by. */
function anchorOf(name: string, attributes: ReadonlyMap<string, string>): string | undefined {
  return attributes.get('id') || (name === 'a' && attributes.get('name')) || undefined;
}

/** A drawing is one thing, and so is a heading. */
async function childrenOf(
  source: Lined,
  element: Element,
  imports: OutlineImport[],
): Promise<readonly OutlineSymbol[]> {
  if (element.name === 'svg' || HEADING.test(element.name)) return [];
  if (element.name !== 'script' && element.name !== 'style')
    return symbolsIn(source, element.children, imports);
  if (source.lineAt(element.closeStart) === source.lineAt(element.openEnd)) return [];
  const embedded = await outlineEmbedded(source, element);
  for (const one of embedded?.imports ?? []) imports.push(one);
  return embedded?.symbols ?? [];
}

function namesOf({ name, attributes, openEnd, closeStart }: Element, { text }: Lined) {
  if (!HEADING.test(name)) return { kind: 'element', name: anchorOf(name, attributes) ?? name };
  const title = text.slice(openEnd, Math.min(closeStart, openEnd + TITLE_LIMIT));
  return { kind: 'heading', name: title.replace(/<[^>]*>/g, '').trim() || name };
}

const TITLE_LIMIT = 200;

function moduleOf({ name, attributes }: Element): string | undefined {
  if (name === 'script') return attributes.get('src') || undefined;
  if (name !== 'link' || !/\b(?:stylesheet|modulepreload)\b/.test(attributes.get('rel') ?? ''))
    return undefined;
  return attributes.get('href') || undefined;
}
