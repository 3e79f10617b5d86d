import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Document } from '../document/document.js';
import { toHtml } from '../document/to-html.js';
import { toMarkdown } from '../document/to-markdown.js';
import { CtxoptError } from '../errors.js';
import type { Arguments, CommandOption, Terminal } from './command.js';

/** The options of a command that can write what it found as a report. */
export const reportOptions: Readonly<Record<'markdown' | 'html', CommandOption>> = {
  markdown: { type: 'boolean', help: 'print a report in Markdown' },
  html: { type: 'string', value: 'FILE', help: 'write a report with charts, one HTML file' },
};

/**
 * Writes the report that was asked for; whether one was.
 * @throws CtxoptError `invalid_input` if the file cannot be written
 */
export async function writeReport(
  document: () => Document,
  args: Arguments,
  terminal: Terminal,
): Promise<boolean> {
  const file = args.text('html');
  if (file !== undefined) {
    const target = path.resolve(terminal.cwd, file);
    try {
      await writeFile(target, toHtml(document()));
    } catch (cause) {
      throw new CtxoptError(
        'invalid_input',
        `The report could not be written to ${target}: ${(cause as Error).message}`,
        'Name a file in a folder that exists and may be written to.',
        { cause },
      );
    }
    terminal.err(`Wrote ${target}\n`);
  }
  if (args.flag('markdown')) terminal.out(toMarkdown(document()));
  return file !== undefined || args.flag('markdown');
}
