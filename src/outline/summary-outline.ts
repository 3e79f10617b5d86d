import { countLines } from './lines.js';
import type { Outline } from './outline.js';

/** The outline of a file that one line says enough about. */
export function summaryOutline(language: string, text: string, said: string): Outline {
  const lines = countLines(text);
  const summary = { kind: 'summary', name: language, signature: said, startLine: 1, endLine: lines };
  const symbols = lines === 0 ? [] : [{ ...summary, elided: 0, exported: false, children: [] }];
  return { language, lines, imports: [], symbols };
}
