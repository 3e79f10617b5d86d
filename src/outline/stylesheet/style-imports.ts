import type { OutlineImport } from '../outline.js';
import { headOf, type Lined } from '../scan/block-symbol.js';
import type { Block } from '../scan/read-blocks.js';

const IMPORT = /^@(import|use|forward|plugin)\b/;
const TARGET = /\burl\( ?["']?([^"')]*?)["']? ?\)|"([^"]*)"|'([^']*)'/g;

/** What a statement brings in from other files: `@import 'a', 'b'` may name several. */
export function styleImports(source: Lined, block: Block): OutlineImport[] {
  const head = headOf(source, block);
  const keyword = IMPORT.exec(head)?.[1];
  if (!keyword) return [];
  const modules = [...head.matchAll(TARGET)].map(([, url, double, single]) => url ?? double ?? single ?? '');
  const alias = /["'] as (\*|[\w-]+)/.exec(head)?.[1];
  const names = alias === undefined ? [] : [alias === '*' ? '*' : `* as ${alias}`];
  const line = source.lineAt(block.start);
  return modules.slice(0, keyword === 'import' ? undefined : 1).map((module) => ({ module, names, line }));
}
