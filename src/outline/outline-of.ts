import { languageOf } from './languages.js';
import type { Outline } from './outline.js';
import { outlineText } from './text.js';

/**
 * The outline of a file by its language; head and tail where none fits.
 * @param path only its name matters: nothing is read
 */
export async function outlineOf(path: string, text: string): Promise<Outline> {
  return (await languageOf(path, text)?.outline(text)) ?? outlineText(text);
}
