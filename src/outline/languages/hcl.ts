import { countLines } from '../lines.js';
import { defineLanguage, type Outline, type OutlineImport, type OutlineSymbol } from '../outline.js';
import { blockSymbol, headOf, type Lined, lined } from '../scan/block-symbol.js';
import type { CodeSyntax } from '../scan/code-syntax.js';
import { type Block, readBlocks } from '../scan/read-blocks.js';
import { oneLine } from '../scan/signature.js';

const SYNTAX: CodeSyntax = {
  lineComments: ['#', '//'],
  blockComments: true,
  quotes: '"',
  templates: true,
  heredocs: true,
  separators: '\n',
};

/** Terraform and its kin: blocks by their labels with the blocks in them; of attributes, locals and those at the top. */
export const hcl = defineLanguage({
  name: 'hcl',
  extensions: ['.tf', '.tfvars', '.hcl', '.tofu'],
  outline: async (text): Promise<Outline> => {
    const { blocks, note } = readBlocks(text, SYNTAX);
    const source = lined(text);
    return {
      language: 'hcl',
      lines: countLines(text),
      imports: blocks.flatMap((block) => importOf(source, block)),
      symbols: blocks.flatMap((block) => definition(source, block, true)),
      ...(note && { note }),
    };
  },
});

const ATTRIBUTE = /^("?)([\w.-]+)\1 ?=(?!=)/;
const BLOCK = /^[\w-]+(?: ?"[^"]*"| [\w-]+)*$/;

function definition(source: Lined, block: Block, withAttributes: boolean): OutlineSymbol[] {
  const head = headOf(source, block);
  const attribute = ATTRIBUTE.exec(head)?.[2];
  if (attribute !== undefined) {
    if (!withAttributes) return [];
    const long = block.body === undefined ? firstLineEnd(source, block) : undefined;
    return [
      blockSymbol(source, block, {
        kind: 'variable',
        name: attribute,
        ...(long !== undefined && { signatureEnd: long }),
      }),
    ];
  }
  if (block.body === undefined || !BLOCK.test(head)) return [];
  const [kind = '', ...labels] = head.match(/"[^"]*"|[\w-]+/g) ?? [];
  const names = labels.map((label) => label.replaceAll('"', ''));
  const children = block.children.flatMap((child) => definition(source, child, kind === 'locals'));
  const name = names.length > 0 ? names.join('.') : kind;
  const whole = children.length === 0 ? oneLine(source.text, block) : undefined;
  return [
    blockSymbol(source, block, {
      kind,
      name: kind === 'data' ? `data.${name}` : name,
      children,
      ...(whole !== undefined && { signatureEnd: block.end }),
    }),
  ];
}

/** Of an attribute over several lines, where the first one ends. */
function firstLineEnd({ text }: Lined, { start, headEnd }: Block): number {
  const lineFeed = text.indexOf('\n', start);
  return lineFeed === -1 ? headEnd : Math.min(lineFeed, headEnd);
}

function importOf(source: Lined, block: Block): OutlineImport[] {
  const name = /^module ?"([^"]*)"$/.exec(headOf(source, block))?.[1];
  if (name === undefined) return [];
  const sources = block.children.map((child) => /^source ?= ?"([^"]*)"/.exec(headOf(source, child))?.[1]);
  const module = sources.find((found) => found !== undefined);
  return module === undefined ? [] : [{ module, names: [name], line: source.lineAt(block.start) }];
}
