import { CtxoptError, toCtxoptError } from '../errors.js';
import { helpOf, parseArguments, type Terminal } from './command.js';
import { commandForm } from './command-form.js';
import { commands } from './commands.js';

/** Exit codes, as the help documents them. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

/**
 * Runs one command.
 * @param argv what follows the program's name; its first word is the command
 * @returns the exit code; nothing is thrown
 */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  const [name = '', ...rest] = argv;
  try {
    if (name === '--help' || name === '-h' || name === 'help') {
      terminal.out(await help());
      return EXIT.ok;
    }
    const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!load) throw new CtxoptError('invalid_input', `There is no command ${name}.`, 'See: ctxopt --help');
    const command = await load();
    if (rest.includes('--help') || rest.includes('-h')) {
      terminal.out(helpOf(command));
      return EXIT.ok;
    }
    return await command.run(parseArguments(command, rest), terminal);
  } catch (thrown) {
    const { code, message, hint } = toCtxoptError(thrown);
    terminal.err(commandForm(`${code}: ${message}\n${hint}\n`));
    return code === 'invalid_input' ? EXIT.usage : EXIT.failed;
  }
}

async function help(): Promise<string> {
  const loaded = await Promise.all(Object.values(commands).map((load) => load()));
  const rows = loaded.map(({ name, summary }) => `  ctxopt ${name.padEnd(10)} ${summary}`);
  return `ctxopt, the context optimizer for coding agents

  ctxopt            Serves MCP over stdio: what a client starts.
${rows.join('\n')}

Add it to Claude Code:  claude mcp add ctxopt -- npx -y ctxopt
Help on a command:      ctxopt COMMAND --help

Environment:
  CTXOPT_ROOTS       more folders that may be read, separated as in PATH
  CTXOPT_ALLOW       names or globs of secret-looking files that may be read, separated by commas
  CTXOPT_HOME        the data folder, or :memory: to keep nothing
  CTXOPT_LOG         debug, info, warn (default), error or silent; logs go to standard error
  CTXOPT_EMBEDDER    static (default), none, transformers, transformers:FOLDER or URL#MODEL of an embeddings endpoint
  CTXOPT_MODULES     the folder whose node_modules has @huggingface/transformers, if it is not beside ctxopt
  CTXOPT_EMBEDDER_DOWNLOAD  1 if a model may be fetched from the hub
  CTXOPT_EMBEDDER_KEY       the bearer token that an embeddings endpoint demands
  CTXOPT_HTTP_TOKEN  the bearer token that ctxopt http demands

Exit codes: 0 done, 1 it failed (the reason is on standard error), 2 wrong usage or input.
`;
}
