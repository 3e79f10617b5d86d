/** The command that runs each tool which a text may tell its reader to call. */
const COMMANDS: Readonly<Record<string, string>> = { smart_read: 'read', optimize_context: 'optimize' };

/**
 * What was written for a model, as a person at the command line can use it: `smart_read {"path":"a.ts","view":"outline"}`
 * becomes `ctxopt read a.ts --view outline`, and `lines:"1-9"` becomes `--lines 1-9`.
 */
export function commandForm(text: string): string {
  return text
    .replace(/\b(smart_read|optimize_context) (\{[^{}\n]*\})/g, (call, tool: string, given: string) => {
      const command = commandOf(COMMANDS[tool]!, given);
      return command ?? call;
    })
    .replace(
      /\b(view|symbol|lines|query):"([^"\n]*)"/g,
      (_, name: string, value: string) => `--${name} ${quoted(value)}`,
    );
}

/** @param given the arguments of a call as JSON; undefined if they are none */
function commandOf(command: string, given: string): string | undefined {
  const input = argumentsIn(given);
  const { path = '-', ...options } = input ?? {};
  if (input === undefined || typeof path !== 'string') return undefined;
  const flags = Object.entries(options).flatMap(([name, value]) =>
    [value].flat().map((one) => ` --${name} ${quoted(String(one))}`),
  );
  return `ctxopt ${command} ${quoted(path)}${flags.join('')}`;
}

function argumentsIn(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** As a POSIX shell takes it for one word. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
