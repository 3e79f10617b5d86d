import { languageOf } from './languages.js';
import type { Outline } from './outline.js';
import { outlineText } from './text.js';

/**
 * The outline of a file by the language of its name; head and tail where no language fits.
 * @param path only its extension matters: nothing is read
 */
export async function outlineOf(path: string, text: string): Promise<Outline> {
  return (await languageOf(path)?.outline(text)) ?? outlineText(text);
}
