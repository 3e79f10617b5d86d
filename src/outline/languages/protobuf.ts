import { countLines } from '../lines.js';
import { defineLanguage, type Outline, type OutlineImport, type OutlineSymbol } from '../outline.js';
import { blockSymbol, headOf, type Lined, lined } from '../scan/block-symbol.js';
import type { CodeSyntax } from '../scan/code-syntax.js';
import { type Block, readBlocks } from '../scan/read-blocks.js';

const SYNTAX: CodeSyntax = { lineComments: ['//'], blockComments: true, quotes: `"'`, separators: ';' };

/** Messages with their fields, enums, services with their calls; options are left out. */
export const protobuf = defineLanguage({
  name: 'protobuf',
  extensions: ['.proto'],
  outline: async (text): Promise<Outline> => {
    const { blocks, note } = readBlocks(text, SYNTAX);
    const source = lined(text);
    return {
      language: 'protobuf',
      lines: countLines(text),
      imports: blocks.flatMap((block) => importOf(source, block)),
      symbols: definitionsIn(source, blocks),
      ...(note && { note }),
    };
  },
});

function importOf(source: Lined, block: Block): OutlineImport[] {
  const found = /^import (?:public |weak |option )?\s*(["'])(.*)\1$/.exec(headOf(source, block));
  return found ? [{ module: found[2]!, names: [], line: source.lineAt(block.start) }] : [];
}

const DEFINITION = /^(?:(?:export|local) )?(message|enum|service|extend|oneof|package|rpc) ?\.?([\w.]+)/;
const FIELD = /^(?:(?:optional|required|repeated) )?(?:map ?<[^>]*>|[\w.]+) (\w+) ?= ?\w+/;
const GROUP = /^(?:(?:optional|required|repeated) )?group (\w+)/;
const VALUE = /^(\w+) ?= ?-?\w+/;
const IGNORED = /^(?:option|reserved|extensions|syntax|edition|import)\b(?! ?=)/;

function definitionsIn(source: Lined, blocks: readonly Block[]): OutlineSymbol[] {
  return blocks.flatMap((block) => {
    const head = headOf(source, block);
    if (IGNORED.test(head)) return [];
    const [, kind, name] = DEFINITION.exec(head) ?? [];
    if (kind !== undefined && name !== undefined && !FIELD.test(head)) {
      const children = kind === 'rpc' ? [] : definitionsIn(source, block.children);
      return [blockSymbol(source, block, { kind, name, exported: true, children })];
    }
    const group = GROUP.exec(head)?.[1];
    if (group !== undefined && block.body !== undefined) {
      const children = definitionsIn(source, block.children);
      return [blockSymbol(source, block, { kind: 'field', name: group, exported: true, children })];
    }
    const field = FIELD.exec(head)?.[1];
    const value = VALUE.exec(head)?.[1];
    const member = field ?? value;
    if (member === undefined) return [];
    const signatureEnd = optionsIn(source, block);
    const kindOf = field === undefined ? 'value' : 'field';
    return [
      blockSymbol(source, block, { kind: kindOf, name: member, exported: true, signatureEnd, elided: 0 }),
    ];
  });
}

/** Where a field's options begin, or else its end. */
function optionsIn({ text }: Lined, { start, headEnd }: Block): number {
  const at = text.slice(start, headEnd).indexOf('[');
  return at === -1 ? headEnd : start + at;
}
