// The frozen facts: files that hold no text of any input, only where in it each fact stands.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readPlaces, writePlace } from './places.js';

const folder = path.join(import.meta.dirname, 'facts');

/** The frozen inputs of a kind: path, sha256, set, and facts by the pointer of their text and by kind. */
export function readFrozen(kind) {
  const file = path.join(folder, `${kind}.json`);
  if (!existsSync(file)) return [];
  return JSON.parse(readFileSync(file, 'utf8')).inputs.map(({ facts, ...input }) => ({
    ...input,
    facts: Object.entries(facts).flatMap(([at, kinds]) =>
      Object.entries(kinds).flatMap(([kind, facts]) =>
        facts.split(', ').map((places) => ({ kind, at, places: places ? readPlaces(places) : [] })),
      ),
    ),
  }));
}

/** Writes the facts of a kind of inputs: of each text, by kind, their places with commas between the facts. */
export function writeFrozen(kind, inputs) {
  const written = inputs.map(({ path: file, sha256, set, facts }) => {
    const byText = {};
    for (const at of new Set(facts.map((fact) => fact.at))) {
      const own = facts.filter((fact) => fact.at === at);
      const kinds = [...new Set(own.map((fact) => fact.kind))];
      byText[at] = Object.fromEntries(
        kinds.map((kind) => [kind, placesOf(own.filter((fact) => fact.kind === kind))]),
      );
    }
    return { path: file, sha256, set, facts: byText };
  });
  writeFileSync(path.join(folder, `${kind}.json`), `${JSON.stringify({ kind, inputs: written }, null, 2)}\n`);
}

function placesOf(facts) {
  return facts.map(({ places }) => places.map(writePlace).join(' ')).join(', ');
}
