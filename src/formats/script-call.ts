import type { ToolRef } from '../context/context.js';

/** A longer script is not read. */
const MAX_SCRIPT = 20_000;

const LITERAL = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|`(?:[^`\\$]|\\[\s\S])*`/.source;
/** A call of the shell whose arguments hold no braces but in strings; they are the group. */
const RUN = `tools\\.exec_command\\(\\s*\\{((?:[^{}"'\`]|${LITERAL})*)\\}\\s*\\)`;
const RUNS = new RegExp(RUN, 'g');
const ARGUMENTS = new RegExp(`["']?(\\w+)["']?\\s*:\\s*(${LITERAL})|${LITERAL}`, 'g');

/**
 * A script that does nothing but run one command and print what that printed, or all that is told of it as JSON, in one of the
 * ways to say so.
 */
const ALONE = [
  `(?:const|let|var)\\s+(\\w+)\\s*=\\s*await\\s+${RUN}\\s*;?\\s*text\\(\\s*(?:\\1(?:\\.output)?|JSON\\.stringify\\(\\1(?:,\\s*null,\\s*\\d)?\\))\\s*\\)`,
  `text\\(\\s*\\(\\s*await\\s+${RUN}\\s*\\)\\.output\\s*\\)`,
  `text\\(\\s*await\\s+${RUN}\\s*\\)`,
].map((body) => new RegExp(`^\\s*(?://[^\\n]*\\n\\s*)?${body}\\s*;?\\s*$`));

/**
 * What a script runs in the shell. Codex gives its newer models one tool, `exec`, that takes JavaScript, in which a
 * command is `await tools.exec_command({ cmd: "…" })`. A script that does nothing else is taken for that call, so that
 * its result is what the command printed; of others the commands are told that stand in them word for word.
 * @returns undefined if there is none
 */
export function scriptCall(script: string, call: ToolRef): ToolRef | undefined {
  if (call.name !== 'exec' || script.length > MAX_SCRIPT) return undefined;
  const commands = [...script.matchAll(RUNS)].flatMap(([, given]) => {
    const [, , literal] = [...given!.matchAll(ARGUMENTS)].find(([, name]) => name === 'cmd') ?? [];
    return literal === undefined ? [] : [unquoted(literal)];
  });
  if (commands.length === 0) return undefined;
  const isAlone = ALONE.some((form) => form.test(script));
  return { ...call, name: isAlone ? 'exec_command' : call.name, input: { cmd: commands.join('\n') } };
}

const ESCAPE = /\\(?:u([\da-fA-F]{4})|x([\da-fA-F]{2})|([\s\S]))/g;
const LETTERS: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '' };

function unquoted(literal: string): string {
  return literal.slice(1, -1).replace(ESCAPE, (_, unicode?: string, hex?: string, letter = '') => {
    const code = unicode ?? hex;
    return code === undefined ? (LETTERS[letter] ?? letter) : String.fromCharCode(Number.parseInt(code, 16));
  });
}
