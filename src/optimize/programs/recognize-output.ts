import type { Part } from '../../context/context.js';
import type { OutputRules } from '../output.js';
import { commandsOf } from '../reads/shell-commands.js';

/** Hunks alone are no sign: test runners print them too. */
const DIFF = /^(?:diff --git |\*\*\* Begin Patch|Index: \S|--- \S.*\r?\n\+\+\+ \S)/m;
/** Patterns are not tried on longer lines. */
const MAX_LINE = 2000;

/**
 * The programs whose output a part holds: those that its command line runs, and those of which it holds an
 * unmistakable line. Near-linear in the text.
 *
 * @param lines of the part
 */
export function recognizeOutput(
  part: Part,
  lines: readonly string[],
  outputs: readonly OutputRules[],
): readonly OutputRules[] {
  const { command, cmd, script } = part.tool?.input ?? {};
  const commands = commandsOf(command ?? cmd ?? script);
  const diff = DIFF.test(part.text);
  const possible = outputs.filter((output) => !diff || output.diffs);
  const found = new Set(possible.filter((output) => commands.some((run) => output.command?.test(run))));
  let unseen = possible.filter((output) => output.content && !found.has(output));
  const any = anyOf(outputs);
  for (const line of lines) {
    if (unseen.length === 0) break;
    if (!lineMatches(any, line)) continue;
    for (const output of unseen) if (lineMatches(output.content!, line)) found.add(output);
    unseen = unseen.filter((output) => !found.has(output));
  }
  return possible.filter((output) => found.has(output));
}

const patterns = new WeakMap<readonly OutputRules[], RegExp>();

/** One pattern for all, because most lines match none; made once, because that takes milliseconds. */
function anyOf(outputs: readonly OutputRules[]): RegExp {
  let any = patterns.get(outputs);
  if (!any) {
    const sources = outputs.flatMap(({ content }) => (content ? `(?:${content.source})` : []));
    any = new RegExp(sources.join('|'));
    patterns.set(outputs, any);
  }
  return any;
}

/** Whether a line matches, but for its `\r`; a line of more than 2,000 letters matches nothing. */
export function lineMatches(pattern: RegExp, line: string): boolean {
  return line.length <= MAX_LINE && pattern.test(line.endsWith('\r') ? line.slice(0, -1) : line);
}
