import { expect } from 'vitest';
import { measure } from '../../../bench/recall/measure.js';
import { languageOf } from '../../../src/outline/languages.js';
import { outlineOf } from '../../../src/outline/outline-of.js';

/** Percent that recall, and the spans of what was found, must reach. */
const AIM = 99;

/**
 * Holds outlines of a language against its oracle.
 * @param limit of files, evenly spread
 * @param skip called if the trees have no file of it
 */
export async function expectComplete(
  language: string,
  trees: readonly string[],
  limit: number,
  skip: (reason: string) => void,
): Promise<void> {
  const measured = await measure(language, trees, { languageOf, outlineOf }, limit);
  const { files, definitions, found, spans, exact, ends, symbols, nameless, exceptions, misses } = measured;
  if (files === 0) return skip(`no ${language} files at hand`);
  const excepted = [...exceptions].map(([reason, { length }]) => `; but for ${length}: ${reason}`).join('');
  console.log(
    `${language}: ${files} files, recall ${share(found, definitions)}, spans ${share(exact, spans)} (${ends} last lines known), names ${share(symbols - nameless, symbols)}${excepted}`,
  );
  const shown = misses
    .slice(0, 20)
    .map(({ problem, kind, name, file, line }) => `${file}:${line} ${problem} ${kind} ${name}`)
    .join('\n');
  expect(percent(found, definitions), shown).toBeGreaterThanOrEqual(AIM);
  expect(percent(exact, spans), shown).toBeGreaterThanOrEqual(AIM);
  expect(percent(symbols - nameless, symbols), shown).toBeGreaterThanOrEqual(AIM);
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 100 : (100 * part) / whole;
}

function share(part: number, whole: number): string {
  return `${part}/${whole} (${percent(part, whole).toFixed(2)} %)`;
}
