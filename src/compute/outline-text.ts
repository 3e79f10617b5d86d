import { languageOf } from '../outline/languages.js';
import { outlineOf } from '../outline/outline-of.js';
import { renderOutline } from '../outline/render-outline.js';

/** A source file's outline as a model reads it; undefined if it is in no language that ctxopt knows. */
export async function outlineText(path: string, text: string): Promise<string | undefined> {
  if (!languageOf(path, text)) return undefined;
  return renderOutline(await outlineOf(path, text));
}
