import { countLines } from '../lines.js';
import { defineLanguage, type Outline, type OutlineSymbol } from '../outline.js';
import { blockSymbol, headOf, type Lined, lined } from '../scan/block-symbol.js';
import type { CodeSyntax } from '../scan/code-syntax.js';
import { type Block, readBlocks } from '../scan/read-blocks.js';

const SYNTAX: CodeSyntax = { lineComments: ['//'], blockComments: true, quotes: '"', separators: '\n' };

/** Models, enums and what else stands in a schema, with their fields. */
export const prisma = defineLanguage({
  name: 'prisma',
  extensions: ['.prisma'],
  outline: async (text): Promise<Outline> => {
    const { blocks, note } = readBlocks(text, SYNTAX);
    const source = lined(text);
    const symbols = blocks.flatMap((block) => definition(source, block));
    return { language: 'prisma', lines: countLines(text), imports: [], symbols, ...(note && { note }) };
  },
});

function definition(source: Lined, block: Block): OutlineSymbol[] {
  const [, kind, name = kind] = /^(\w+)(?: ([\w.]+))?$/.exec(headOf(source, block)) ?? [];
  if (kind === undefined || name === undefined || block.body === undefined) return [];
  const children = block.children.flatMap((child) => member(source, child, kind));
  return [blockSymbol(source, block, { kind, name, exported: true, children })];
}

function member(source: Lined, block: Block, parent: string): OutlineSymbol[] {
  const name = /^(?:@@)?\w+/.exec(headOf(source, block))?.[0];
  if (name === undefined) return [];
  const kind = name.startsWith('@@') ? 'attribute' : parent === 'enum' ? 'value' : 'field';
  return [blockSymbol(source, block, { kind, name, exported: true })];
}
