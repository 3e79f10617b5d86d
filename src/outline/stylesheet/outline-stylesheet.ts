import { countLines } from '../lines.js';
import type { Outline, OutlineSymbol } from '../outline.js';
import { type BlockFacts, blockSymbol, headOf, type Lined, lined } from '../scan/block-symbol.js';
import type { CodeSyntax } from '../scan/code-syntax.js';
import { type Block, readBlocks } from '../scan/read-blocks.js';
import { oneLine } from '../scan/signature.js';
import { styleImports } from './style-imports.js';

const CSS: CodeSyntax = {
  lineComments: [],
  blockComments: true,
  quotes: `"'`,
  urls: true,
  separators: ';',
};
const NESTED: CodeSyntax = { ...CSS, lineComments: ['//'], interpolation: '#@' };

/** Of a stylesheet in CSS or in one of the languages that are compiled to it. Declarations are left out. */
export function outlineStylesheet(language: 'css' | 'scss' | 'less', text: string): Outline {
  const { blocks, note } = readBlocks(text, language === 'css' ? CSS : NESTED);
  const source = lined(text);
  return {
    language,
    lines: countLines(text),
    imports: blocks.flatMap((block) => styleImports(source, block)),
    symbols: blocks.flatMap((block) => definition(source, block, { isTop: true, isTheme: false })),
    ...(note && { note }),
  };
}

interface Around {
  /** Variables within a rule are its own matter. */
  readonly isTop: boolean;
  /** Whether custom properties are the whole document's. */
  readonly isTheme: boolean;
}

const NAME_LIMIT = 100;
const VARIABLE = /^(?:\$[\w-]+(?= ?:)|@[\w-]+(?=:))/;
const CUSTOM_PROPERTY = /^--[\w-]+(?= ?:)/;
const NAMED = /^@(mixin|function|keyframes|-\w+-keyframes|property|layer|counter-style) ([\w-]+)/;
/** At-rules that define nothing, but may hold rules that do. */
const CONTROL = /^@(?:if|else|each|for|while|include|charset|extend|return|debug|warn|error|at-root|apply)\b/;
const IMPORT = /^@(?:import|use|forward|plugin|namespace)\b/;
/** What is inside belongs to it and is no rule of its own. */
const CLOSED = /^@(?:[\w-]*keyframes|font-face|property|function|counter-style|font-feature-values)\b/;
const THEME = /^(?::root|:host|html|body|\[data-|@theme)/;

function definition(source: Lined, block: Block, { isTop, isTheme }: Around): OutlineSymbol[] {
  const head = headOf(source, block);
  const custom = isTheme && block.body === undefined ? CUSTOM_PROPERTY.exec(head)?.[0] : undefined;
  if (custom) return [value(source, block, custom)];
  const variable = VARIABLE.exec(head)?.[0];
  if (variable && (block.body === undefined || head.endsWith(':')))
    return isTop ? [value(source, block, variable)] : [];
  if (block.body === undefined) {
    const isStatement = head.startsWith('@') && !CONTROL.test(head) && !IMPORT.test(head);
    return isStatement && isTop ? [blockSymbol(source, block, named(head))] : [];
  }
  if (head.endsWith(':') || head === '') return [];
  const around = { isTop: false, isTheme: THEME.test(head) };
  const children = CLOSED.test(head)
    ? []
    : block.children.flatMap((child) => definition(source, child, around));
  if (children.length === 0 && CONTROL.test(head)) return [];
  const whole = children.length === 0 ? oneLine(source.text, block) : undefined;
  return [
    blockSymbol(source, block, { ...named(head), children, ...(whole && { signatureEnd: block.end }) }),
  ];
}

function named(head: string): Pick<BlockFacts, 'kind' | 'name'> {
  const [, kind, name] = NAMED.exec(head) ?? [];
  if (kind && name) return { kind, name };
  return { kind: head.startsWith('@') ? 'at-rule' : 'rule', name: head.slice(0, NAME_LIMIT) };
}

/** A variable, by the first line of what it stands for. */
function value(source: Lined, block: Block, name: string): OutlineSymbol {
  const whole = oneLine(source.text, block);
  const lineFeed = source.text.indexOf('\n', block.start);
  const signatureEnd = whole || lineFeed === -1 ? block.end : Math.min(block.end, lineFeed);
  return blockSymbol(source, block, { kind: 'variable', name, exported: true, signatureEnd });
}
