import { joinOutlines } from './join-outlines.js';
import { languageOf } from './languages.js';
import { conflictNote, mergeConflicts, sideOf } from './merge-conflicts.js';
import type { Language, Outline } from './outline.js';
import { outlineText } from './text.js';

/**
 * The outline of a file by its language; head and tail where none fits. A file with merge conflicts is outlined as either
 * side has it.
 * @param path only its name matters: nothing is read
 */
export async function outlineOf(path: string, text: string): Promise<Outline> {
  const language = languageOf(path, text);
  const conflicts = mergeConflicts(text);
  if (conflicts.length === 0) return language?.outline(text) ?? outlineText(text);
  const note = conflictNote(conflicts);
  if (language === undefined) return { ...outlineText(text), note };
  const outline = await bothSides(
    language,
    sideOf(text, conflicts, 'ours'),
    sideOf(text, conflicts, 'theirs'),
  );
  const notes = [`${note}, both sides outlined`, ...(outline.note === undefined ? [] : [outline.note])];
  return { ...outline, note: notes.join('; ') };
}

async function bothSides(language: Language, ours: string, theirs: string): Promise<Outline> {
  return joinOutlines(await language.outline(ours), await language.outline(theirs));
}
