import { parseArgs } from 'node:util';
import type { App } from '../app.js';
import { CtxoptError } from '../errors.js';

export interface CommandOption {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  /** What stands for the value in the help: `N`, `FILE`. */
  readonly value?: string;
  readonly help: string;
}

/** What was given after the command's name. */
export interface Arguments {
  readonly positionals: readonly string[];
  /** A text option's value. */
  text(name: string): string | undefined;
  /** All values of an option that may be given more than once. */
  texts(name: string): readonly string[];
  /** @throws CtxoptError `invalid_input` if it is no whole number above 0 */
  number(name: string): number | undefined;
  flag(name: string): boolean;
}

/** What a command talks to: the process's own, or a test's. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Whether a person reads what is written to `out`. */
  readonly isTerminal: boolean;
  out(text: string): void;
  err(text: string): void;
  /** All of standard input, as UTF-8. */
  stdin(): Promise<string>;
  /** An App over this terminal's environment, closed when the command ends. */
  app(): Promise<App>;
}

export interface Command {
  readonly name: string;
  /** What follows the name: `FILE|-|ctx:… [options]`. */
  readonly synopsis: string;
  /** One line. */
  readonly summary: string;
  readonly options: Readonly<Record<string, CommandOption>>;
  /** Resolves to the exit code. */
  run(args: Arguments, terminal: Terminal): Promise<number>;
}

export function defineCommand(command: Command): Command {
  return command;
}

/** @throws CtxoptError `invalid_input` for an option that the command does not have */
export function parseArguments(command: Command, argv: readonly string[]): Arguments {
  let parsed: { values: Record<string, unknown>; positionals: string[] };
  try {
    const options = Object.fromEntries(
      Object.entries(command.options).map(([name, { type, multiple }]) => [
        name,
        { type, multiple: multiple ?? false },
      ]),
    );
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (thrown) {
    const [message = ''] = (thrown as Error).message.split(' To specify a positional argument');
    const isDash = /^Unknown option '-[^-]/.test(message);
    throw new CtxoptError(
      'invalid_input',
      message,
      `See: ctxopt ${command.name} --help${isDash ? '. A name that begins with a dash is given as ./-name.' : ''}`,
    );
  }
  const { values, positionals } = parsed;
  const text = (name: string) => values[name] as string | undefined;
  return {
    positionals,
    text,
    texts: (name) => (values[name] as string[] | undefined) ?? [],
    number(name) {
      const given = text(name);
      if (given === undefined) return undefined;
      if (/^[1-9]\d{0,8}$/.test(given)) return Number(given);
      throw new CtxoptError(
        'invalid_input',
        `--${name} is no whole number above 0: ${given}`,
        `Say --${name} 2000`,
      );
    },
    flag: (name) => values[name] === true,
  };
}

export function helpOf(command: Command): string {
  const rows = Object.entries(command.options).map(([name, option]) => {
    const flag = option.type === 'string' ? `--${name} ${option.value ?? 'TEXT'}` : `--${name}`;
    return `  ${flag.padEnd(24)} ${option.help}`;
  });
  const options = rows.length > 0 ? `\nOptions:\n${rows.join('\n')}\n` : '';
  return `ctxopt ${command.name} ${command.synopsis}\n\n${command.summary}\n${options}`;
}
