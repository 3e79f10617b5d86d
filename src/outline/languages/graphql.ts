import { firstSentence } from '../first-sentence.js';
import { countLines } from '../lines.js';
import { defineLanguage, type Outline, type OutlineSymbol } from '../outline.js';
import { blockSymbol, headOf, type Lined, lined } from '../scan/block-symbol.js';
import type { CodeSyntax } from '../scan/code-syntax.js';
import { type Block, readBlocks } from '../scan/read-blocks.js';

const SYNTAX: CodeSyntax = {
  lineComments: ['#'],
  blockComments: false,
  quotes: '"',
  tripleQuotes: true,
  separators: '\n,',
  descriptions: true,
  continued: /[|&=@:{]|(?:implements|on|repeatable)\b/y,
  unfinished: '|&=:',
};

/** A schema's types with their fields, and operations without what they select. */
export const graphql = defineLanguage({
  name: 'graphql',
  extensions: ['.graphql', '.gql', '.graphqls'],
  outline: async (text): Promise<Outline> => {
    const { blocks, note } = readBlocks(text, SYNTAX);
    const source = lined(text);
    const symbols = blocks.flatMap((block) => definition(source, block));
    return { language: 'graphql', lines: countLines(text), imports: [], symbols, ...(note && { note }) };
  },
});

const TYPE =
  /^(?:extend )?(schema|type|interface|union|enum|scalar|input|directive)\b(?: ?@?([A-Za-z_]\w*))?/;
const OPERATION = /^(query|mutation|subscription|fragment)\b(?: (\w+))?/;

function definition(source: Lined, block: Block): OutlineSymbol[] {
  const head = headOf(source, block);
  const doc = description(source, block);
  const [, operation, title] = OPERATION.exec(head) ?? [];
  if (operation) return [blockSymbol(source, block, { kind: operation, name: title ?? operation, doc })];
  if (head === '' && block.body !== undefined) {
    const signatureEnd = block.body + 1;
    return [blockSymbol(source, block, { kind: 'query', name: 'query', signatureEnd, elided: 0 })];
  }
  const [, kind, name] = TYPE.exec(head) ?? [];
  if (!kind) return [];
  const children = block.children.flatMap((child) => member(source, child, kind));
  return [blockSymbol(source, block, { kind, name: name ?? kind, exported: true, doc, children })];
}

function member(source: Lined, block: Block, parent: string): OutlineSymbol[] {
  const name = /^[A-Za-z_]\w*/.exec(headOf(source, block))?.[0];
  if (name === undefined) return [];
  const kind = parent === 'enum' ? 'value' : 'field';
  const doc = description(source, block);
  return [blockSymbol(source, block, { kind, name, exported: true, doc })];
}

/** The first sentence of the string right before a definition. */
function description({ text }: Lined, { start, comments }: Block): string | undefined {
  const at = comments.findLast((comment) => text[comment] === '"');
  if (at === undefined) return undefined;
  const said = text.slice(at, start).trimEnd();
  return firstSentence(said.startsWith('"""') ? said : said.replace(/^"|"$/g, ''));
}
