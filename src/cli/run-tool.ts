import type { z } from 'zod';
import { stringOf } from '../context/exact-bytes.js';
import type { Document } from '../document/document.js';
import { CtxoptError } from '../errors.js';
import { checkInput } from '../mcp/check-input.js';
import type { Call, Tool } from '../mcp/define-tool.js';
import type { Arguments, CommandOption, Terminal } from './command.js';
import { commandForm } from './command-form.js';
import { writeReport } from './report-options.js';

/** The option of every command that runs a tool. */
export const jsonOption: Readonly<Record<'json', CommandOption>> = {
  json: { type: 'boolean', help: 'print one JSON object, for programs' },
};

/** A person's own command waits for nobody: no client to name roots, no one to hear of progress. */
export const terminalCall: Call = {
  signal: new AbortController().signal,
  progress: () => {},
  roots: async () => [],
};

/**
 * Runs a tool as a command: its text on standard output (its summary on standard error, so that a result can be
 * redirected into a file), or with `--json` one object with `text` and the tool's figures.
 */
export async function runTool<Input extends z.ZodObject>(
  tool: Tool<Input>,
  input: Readonly<Record<string, unknown>>,
  args: Arguments,
  terminal: Terminal,
  /** The report in what the tool found, for a tool whose findings can be reported. */
  documentOf?: (figures: Readonly<Record<string, unknown>>) => Document,
): Promise<number> {
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const {
    summary: told = '',
    figures,
    ...output
  } = await tool.handle(await terminal.app(), checkInput(tool, given), terminalCall);
  const summary = commandForm(told);
  const text = stringOf(output.text);
  if (documentOf && (await writeReport(() => documentOf(figures), args, terminal))) return 0;
  if (args.flag('json')) {
    terminal.out(`${JSON.stringify({ ...(summary ? { summary } : {}), text, ...figures }, null, 2)}\n`);
    return 0;
  }
  if (summary) terminal.err(`${summary}\n${terminal.isTerminal ? '\n' : ''}`);
  terminal.out(terminal.isTerminal && !text.endsWith('\n') ? `${text}\n` : text);
  return 0;
}

/** What a command's one argument names: `-` is standard input, anything else a path or handle. */
export async function contextArgument(
  args: Arguments,
  terminal: Terminal,
): Promise<{ readonly content: string } | { readonly path: string }> {
  const [given, ...more] = args.positionals;
  if (given === undefined || more.length > 0) {
    throw new CtxoptError(
      'invalid_input',
      'Exactly one file, ctx: handle or - is expected.',
      'For standard input say -',
    );
  }
  return given === '-' ? { content: await terminal.stdin() } : { path: given };
}
