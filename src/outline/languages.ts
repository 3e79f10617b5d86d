import { javascript } from './languages/javascript.js';
import { json } from './languages/json.js';
import { markdown } from './languages/markdown.js';
import { tsx } from './languages/tsx.js';
import { typescript } from './languages/typescript.js';
import type { Language } from './outline.js';

export const languages: readonly Language[] = [typescript, tsx, javascript, markdown, json];

/** By the file's extension; `undefined` if no language has it. */
export function languageOf(path: string): Language | undefined {
  const name = path.toLowerCase();
  return languages.find(({ extensions }) => extensions.some((extension) => name.endsWith(extension)));
}
