import type { ToolRef } from '../../context/context.js';

/** A replacement in a file, as a call asks for it. */
export interface TextEdit {
  readonly from: string;
  readonly to: string;
  /** Whether it is meant wherever the text stands; else that is one place. */
  readonly all: boolean;
}

/** More edits than these are not followed: each costs a look at the whole text. */
const MAX_EDITS = 64;

/** The replacements that a call of an editing tool asks for; undefined if it is one of another form. */
export function textEditsOf(input: ToolRef['input']): readonly TextEdit[] | undefined {
  if (!input) return undefined;
  const asked: readonly unknown[] = Array.isArray(input.edits) ? input.edits : [input];
  const edits = asked.flatMap((edit) => textEdit(edit) ?? []);
  return edits.length === asked.length ? edits : undefined;
}

function textEdit(asked: unknown): TextEdit | undefined {
  if (typeof asked !== 'object' || asked === null) return undefined;
  const input: Readonly<Record<string, unknown>> = { ...asked };
  const from = input.old_string ?? input.oldString ?? input.old_str ?? input.oldText;
  const to = input.new_string ?? input.newString ?? input.new_str ?? input.newText;
  if (typeof from !== 'string' || typeof to !== 'string' || from === '') return undefined;
  return { from, to, all: input.replace_all === true || input.replaceAll === true };
}

/**
 * Which of a file's lines, from 0, replacements touched that were made one after the other; undefined if one of them is not
 * to be found, or in two places, so that the lines are not those that were edited.
 */
export function editedLines(
  lines: readonly string[],
  edits: readonly TextEdit[],
): ReadonlySet<number> | undefined {
  if (edits.length > MAX_EDITS) return undefined;
  const touched = new Set<number>();
  let text = lines.join('\n');
  // Where each line of the text came from; one that was put in, where its edit began.
  let origins: readonly number[] = [...lines.keys()];
  for (const { from, to, all } of edits) {
    const pieces = text.split(from);
    if (pieces.length === 1 || (pieces.length > 2 && !all)) return undefined;
    const [removed, added] = [lineEnds(from), lineEnds(to)];
    const now: number[] = [];
    let line = 0;
    pieces.forEach((piece, k) => {
      const end = line + lineEnds(piece);
      for (let at = line; at < end; at++) now.push(origins[at]!);
      if (k === pieces.length - 1) {
        now.push(origins[end]!);
        return;
      }
      const origin = origins[end]!;
      for (let at = end; at <= end + removed; at++) touched.add(origins[at]!);
      for (let put = 0; put < added; put++) now.push(origin);
      line = end + removed;
    });
    text = pieces.join(to);
    origins = now;
  }
  return touched;
}

function lineEnds(text: string): number {
  return text.split('\n').length - 1;
}
