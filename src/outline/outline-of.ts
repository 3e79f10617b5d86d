import { generatedMark } from './generated-mark.js';
import { joinOutlines } from './join-outlines.js';
import { languageOf } from './languages.js';
import { conflictNote, mergeConflicts, sideOf } from './merge-conflicts.js';
import type { Language, Outline } from './outline.js';
import { outlineText } from './text.js';

/**
 * The outline of a file by its language; head and tail where none fits. A file with merge conflicts is outlined as either
 * side has it; one that a program wrote says so.
 * @param path only its name matters: nothing is read
 */
export async function outlineOf(path: string, text: string): Promise<Outline> {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const language = languageOf(path, text);
  const conflicts = mergeConflicts(text);
  if (conflicts.length === 0) {
    const outline = (await language?.outline(text, name)) ?? outlineText(text);
    return outline.symbols[0]?.kind === 'summary' ? outline : noted(outline, generatedNote(text));
  }
  const note = conflictNote(conflicts);
  if (language === undefined) return { ...outlineText(text), note };
  const [ours, theirs] = [sideOf(text, conflicts, 'ours'), sideOf(text, conflicts, 'theirs')];
  return noted(await bothSides(language, name, ours, theirs), `${note}, both sides outlined`);
}

function noted(outline: Outline, note: string | undefined): Outline {
  if (note === undefined) return outline;
  return { ...outline, note: outline.note === undefined ? note : `${note}; ${outline.note}` };
}

function generatedNote(text: string): string | undefined {
  const mark = generatedMark(text);
  return mark === undefined ? undefined : `generated: ${mark}`;
}

async function bothSides(language: Language, name: string, ours: string, theirs: string): Promise<Outline> {
  return joinOutlines(await language.outline(ours, name), await language.outline(theirs, name));
}
