import { countLines } from '../lines.js';
import type { Outline, OutlineImport, OutlineSymbol } from '../outline.js';
import { type Lined, lined } from '../scan/block-symbol.js';
import { type Element, type MarkupSyntax, readElements } from '../scan/read-elements.js';
import { elementSymbol, noteOnTags } from './element-symbol.js';
import { outlineEmbedded } from './embedded.js';

/**
 * Of a file that holds one component: its scripts and styles with what they define, and of its markup the components used,
 * each by its first use.
 */
export async function outlineComponents(
  language: string,
  text: string,
  syntax: MarkupSyntax,
): Promise<Outline> {
  const found = readElements(text, syntax);
  const source = lined(text);
  const imports: OutlineImport[] = [];
  const symbols: OutlineSymbol[] = [];
  const used = new Set<string>();
  const notes = [noteOnTags(source, found)];
  for (const element of found.elements) {
    const isBlock = BLOCK.test(element.name) || syntax.isRaw(element.name, 0, element.attributes);
    if (!isBlock) {
      for (const component of componentsIn(source, [element], used)) symbols.push(component);
      continue;
    }
    const embedded = await outlineEmbedded(source, element);
    const children = embedded?.symbols ?? componentsIn(source, element.children, used);
    symbols.push(elementSymbol(source, element, { kind: element.name, name: element.name, children }));
    for (const one of embedded?.imports ?? []) imports.push(one);
    if (embedded?.note) notes.push(`${element.name}: ${embedded.note}`);
  }
  const note = notes.filter((one) => one !== undefined).join('; ');
  return { language, lines: countLines(text), imports, symbols, ...(note && { note }) };
}

const BLOCK = /^(?:script|style|template)$/;
const COMPONENT = /^(?:[A-Z]|[a-z][\w-]*[.-])/;

/** @param used names of components that are known already; grows */
function componentsIn(source: Lined, elements: readonly Element[], used: Set<string>): OutlineSymbol[] {
  const found: OutlineSymbol[] = [];
  for (const { name, start, children } of elements) {
    if (COMPONENT.test(name) && !used.has(name)) {
      used.add(name);
      const line = source.lineAt(start);
      const signature = `<${name}`;
      found.push({
        kind: 'component',
        name,
        signature,
        startLine: line,
        endLine: line,
        elided: 0,
        exported: false,
        children: [],
      });
    }
    for (const component of componentsIn(source, children, used)) found.push(component);
  }
  return found;
}
