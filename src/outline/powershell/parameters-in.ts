import type { OutlineSymbol } from '../outline.js';
import { blockSymbol, type Lined } from '../scan/block-symbol.js';
import { type Block, readBlocks } from '../scan/read-blocks.js';
import { scanCode } from '../scan/scan-code.js';
import { powershellCode } from './powershell-code.js';

const SHORT_VALUE = 80;

/** The parameters that `param (…)` declares, each shown by the line with its name: those before it are attributes. */
export function parametersIn(at: Lined, param: Block): readonly OutlineSymbol[] {
  const { text } = at;
  const base = openingOf(text, param) + 1;
  const list = text.slice(base, param.headEnd).replace(/\)$/, ' ');
  const { blocks } = readBlocks(list, {
    ...powershellCode,
    separators: ',',
    continued: /(?!)/y,
    unfinished: '',
  });
  return blocks.flatMap((relative) => {
    const dollar = base + dollarIn(list.slice(relative.start, relative.end)) + relative.start;
    const name = /^\$\{?(\w+)/.exec(text.slice(dollar, dollar + 200))?.[1];
    if (name === undefined || dollar < base + relative.start) return [];
    const block = moved(relative, base);
    const line = Math.max(block.start, text.lastIndexOf('\n', dollar) + 1);
    const start = line + (/^\s*/.exec(text.slice(line, dollar))?.[0].length ?? 0);
    const symbol = blockSymbol(at, block, { kind: 'parameter', name, exported: true, elided: 0 });
    return [{ ...symbol, signature: signatureOf(text, start, dollar, block.end) }];
  });
}

/** Where the parenthesis behind the word stands. */
export function openingOf(text: string, { start, headEnd }: Block): number {
  const found = /\bparam\s*\(/i.exec(text.slice(start, headEnd));
  return found ? start + found.index + found[0].length - 1 : headEnd;
}

function moved(block: Block, base: number): Block {
  return {
    ...block,
    start: block.start + base,
    headEnd: block.headEnd + base,
    end: block.end + base,
    comments: block.comments.map((comment) => comment + base),
  };
}

/** Where the first `$` outside brackets, strings and comments is; -1 if there is none. */
function dollarIn(parameter: string): number {
  let depth = 0;
  let from = 0;
  for (const { type, start, end } of scanCode(parameter, powershellCode)) {
    const found = depth === 0 ? parameter.slice(from, start).indexOf('$') : -1;
    if (found !== -1) return from + found;
    if (type === 'open') depth++;
    else if (type === 'close') depth--;
    from = end;
  }
  const last = parameter.indexOf('$', from);
  return depth === 0 ? last : -1;
}

/** A long default is left out. */
function signatureOf(text: string, start: number, dollar: number, end: number): string {
  const whole = text.slice(start, end).trimEnd();
  const value = text.slice(dollar, end).indexOf('=');
  if (value === -1 || (end - dollar - value <= SHORT_VALUE && !text.slice(dollar, end).includes('\n')))
    return whole;
  return text.slice(start, dollar + value + 1);
}
