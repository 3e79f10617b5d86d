import type { Forms } from './recover.js';
import type { Statement } from './statements-in.js';

/** What the first words of a statement say that it defines. */
export interface Header {
  readonly kind: string;
  readonly name: string;
  readonly exported: boolean;
}

const DECLARATION =
  /(?<modifiers>(?:(?:export|default|declare|abstract|async)\s+)*)(?<keyword>class|interface|type|enum|const\s+enum|namespace|module|function(?:\s*\*)?|const|let|var)(?![\w$])\s*(?<name>[\w$.]+|['"]_*['"])?/y;
const GLOBAL = /(?:declare\s+)?global\s*(?=\{)/y;
const DEFAULT = /export\s+default\b|export\s*=/y;
const EXPORT = /export\b/y;
const ASSIGNMENT = /(?<object>(?:[\w$]+\.)*)(?<name>[\w$]+)\s*=(?![=>])/y;
const MEMBER =
  /(?<modifiers>(?:(?:public|private|protected|static|readonly|abstract|override|declare|accessor|async|get|set)\s+(?=[\w$#*['"]))*)(?:\*\s*)?(?<name>#?[\w$]+|\[[^\]\n]*\]|['"]_*['"])\s*[?!]?\s*(?<next>[(<=:;{]|$)/y;

/** Of a statement in a file, a namespace or a block; `undefined` if it defines nothing. */
export function headerOf({ source, code }: Forms, statement: Statement): Header | undefined {
  const start = behindDecorators(code, statement);
  const found = matchAt(DECLARATION, code, start);
  if (found?.groups) {
    const { modifiers = '', keyword = '', name } = found.groups;
    const isVariable = /^(?:const|let|var)$/.test(keyword);
    const at = start + found[0].length - (name?.length ?? 0);
    return {
      kind: isVariable ? 'variable' : keyword.replace(/^const\s+/, '').replace(/\s*\*$/, ''),
      name: name ? source.slice(at, at + name.length).replace(/^['"]|['"]$/g, '') : 'default',
      exported: modifiers.includes('export'),
    };
  }
  if (matchAt(GLOBAL, code, start)) return { kind: 'namespace', name: 'global', exported: false };
  if (matchAt(DEFAULT, code, start)) return { kind: 'export', name: 'default', exported: true };
  if (matchAt(EXPORT, code, start)) return { kind: 'export', name: '{}', exported: true };
  const assigned = matchAt(ASSIGNMENT, code, start)?.groups;
  if (!assigned) return undefined;
  const { object = '', name = '' } = assigned;
  const whole = object === 'module.' && name === 'exports';
  const exported = whole || /^(?:module\.)?exports\.$/.test(object);
  return { kind: whole ? 'export' : 'property', name: whole ? 'module.exports' : name, exported };
}

/** Of a statement in the body of a class, interface or enum. */
export function memberHeaderOf({ source, code }: Forms, statement: Statement): Header | undefined {
  const start = behindDecorators(code, statement);
  const found = matchAt(MEMBER, code, start);
  if (!found?.groups) return undefined;
  const { modifiers = '', name = '', next = '' } = found.groups;
  const at = code.indexOf(name, start + modifiers.length);
  const kind = /\bget\s/.test(modifiers) ? 'getter' : /\bset\s/.test(modifiers) ? 'setter' : 'method';
  return {
    kind: next !== '(' && next !== '<' ? 'field' : name === 'constructor' ? 'constructor' : kind,
    name: source.slice(at, at + name.length).replace(/^['"]|['"]$/g, ''),
    exported: false,
  };
}

function matchAt(pattern: RegExp, code: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(code);
}

/** Where the declaration begins that decorators may stand before. */
function behindDecorators(code: string, { start, end }: Statement): number {
  let at = start;
  while (code[at] === '@') {
    at += matchAt(/@[\w$.]*\s*/y, code, at)![0].length;
    if (code[at] === '(') {
      let depth = 0;
      do {
        if (code[at] === '(') depth++;
        else if (code[at] === ')') depth--;
        at++;
      } while (depth > 0 && at < end);
    }
    at += matchAt(/\s*/y, code, at)![0].length;
  }
  return at;
}
