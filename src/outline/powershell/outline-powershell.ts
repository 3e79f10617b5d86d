import { countLines } from '../lines.js';
import type { Outline, OutlineSymbol } from '../outline.js';
import { blockSymbol, headOf, type Lined, lined } from '../scan/block-symbol.js';
import { type Block, readBlocks } from '../scan/read-blocks.js';
import { powershellCode } from './powershell-code.js';
import { powershellSymbols } from './powershell-symbols.js';

const SHORT_VALUE = 80;

/** The outline of a script or a module; of a module's manifest, which is nothing but a table, its keys. */
export function outlinePowershell(text: string): Outline {
  const at = lined(text);
  const { blocks, note } = readBlocks(text, powershellCode);
  const [only] = blocks;
  const isTable = only !== undefined && blocks.length === 1 && text.startsWith('@{', only.start);
  const { symbols, imports } = isTable
    ? { symbols: keysOf(at, only), imports: [] }
    : powershellSymbols(at, blocks, exportsOf(at, blocks));
  return {
    language: 'powershell',
    lines: countLines(text),
    imports,
    symbols,
    ...(note !== undefined && { note }),
  };
}

/** What `Export-ModuleMember` names; `undefined` if it stands nowhere or names all. */
function exportsOf(at: Lined, blocks: readonly Block[]): ReadonlySet<string> | undefined {
  const heads = blocks
    .filter(({ body }) => body === undefined)
    .map((block) => headOf(at, block))
    .filter((head) => /^Export-ModuleMember\b/i.test(head));
  if (heads.length === 0 || heads.some((head) => /[$*]/.test(head))) return undefined;
  return new Set(heads.flatMap((head) => head.toLowerCase().match(/[\w-]+/g) ?? []));
}

function keysOf(at: Lined, table: Block): readonly OutlineSymbol[] {
  const base = table.start + 2;
  const { blocks } = readBlocks(
    at.text.slice(0, table.end - 1).replace(/^[^@]*@\{/, (head) => ' '.repeat(head.length)),
    {
      ...powershellCode,
      unfinished: '=,',
    },
  );
  return blocks.flatMap((block) => {
    const name = /^["']?([\w.-]+)["']?\s*=/.exec(headOf(at, block))?.[1];
    if (name === undefined || block.start < base) return [];
    const isShort =
      block.end - block.start <= SHORT_VALUE && at.lineAt(block.start) === at.lineAt(block.end - 1);
    const signatureEnd = isShort ? block.end : at.text.indexOf('=', block.start) + 1;
    return [blockSymbol(at, block, { kind: 'key', name, signatureEnd, exported: true })];
  });
}
