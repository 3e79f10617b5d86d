import type { Part } from '../../context/context.js';
import { logEntries } from '../logs/log-entries.js';
import { isTimedLog } from '../logs/log-kinds.js';
import { outputs } from '../outputs.js';
import { recognizeOutput } from '../programs/recognize-output.js';

/**
 * Whether a result may be a file that somebody is about to edit, because nothing says what was called: the provider keeps
 * the call, and the client sends no more than what is new. A log is none, nor what is plainly the output of a program.
 */
export function mayBeFile(part: Part): boolean {
  if (part.tool?.name !== '' || part.tool.input) return false;
  const lines = part.text.split('\n');
  if (
    isTimedLog(
      lines,
      logEntries(lines, () => false),
    )
  )
    return false;
  return recognizeOutput(part, lines, outputs).length === 0;
}
