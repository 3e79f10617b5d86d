import { outlineEcmascript } from '../ecmascript/outline-ecmascript.js';
import type { Outline, OutlineSymbol } from '../outline.js';
import type { Lined } from '../scan/block-symbol.js';
import type { Element } from '../scan/read-elements.js';
import { outlineStylesheet } from '../stylesheet/outline-stylesheet.js';

/** What is defined in a script or a style element, on the lines of the file around; `undefined` if it is of another language. */
export async function outlineEmbedded(
  { text, lineAt }: Lined,
  element: Element,
): Promise<Outline | undefined> {
  const content = text.slice(element.openEnd, element.closeStart);
  const outline = await outlineContent(element, content);
  if (!outline) return undefined;
  const lines = lineAt(element.openEnd) - 1;
  return {
    ...outline,
    imports: outline.imports.map((one) => ({ ...one, line: one.line + lines })),
    symbols: outline.symbols.map((symbol) => shifted(symbol, lines)),
    ...(outline.note && { note: outline.note.replace(LINES, (named) => shiftedLines(named, lines)) }),
  };
}

/** Where a note names lines. */
const LINES = /(?<=\blines? )\d+(?:[-, ]+\d+)*/g;

function shiftedLines(named: string, lines: number): string {
  return named.replace(/\d+/g, (line) => `${Number(line) + lines}`);
}

const SCRIPT_TYPE = /^(?:module|text\/babel|(?:text|application)\/(?:java|ecma)script)?$/i;

async function outlineContent({ name, attributes }: Element, content: string): Promise<Outline | undefined> {
  const language = (attributes.get('lang') ?? '').toLowerCase();
  if (name === 'style') {
    const sheet =
      language === '' ? (/^text\/(less|scss)$/.exec(attributes.get('type') ?? '')?.[1] ?? 'css') : language;
    if (sheet === 'postcss') return outlineStylesheet('css', content);
    return sheet === 'css' || sheet === 'scss' || sheet === 'less'
      ? outlineStylesheet(sheet, content)
      : undefined;
  }
  if (name !== 'script' || !SCRIPT_TYPE.test(attributes.get('type') ?? '')) return undefined;
  if (/^(?:ts|typescript)$/.test(language)) return outlineEcmascript('typescript', ['typescript'], content);
  if (language === 'tsx') return outlineEcmascript('tsx', ['tsx'], content);
  return outlineEcmascript('javascript', ['javascript', 'tsx'], content);
}

function shifted(symbol: OutlineSymbol, lines: number): OutlineSymbol {
  return {
    ...symbol,
    startLine: symbol.startLine + lines,
    endLine: symbol.endLine + lines,
    children: symbol.children.map((child) => shifted(child, lines)),
  };
}
