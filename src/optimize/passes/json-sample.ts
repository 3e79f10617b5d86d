import { marker } from '../../context/handle.js';
import { criticalFacts } from '../gate/critical-facts.js';
import { readJson, writeJson } from '../json/json-node.js';
import { jsonSample as sampleOf } from '../json/json-sample.js';
import { decodeTable, encodeTables, hasTable } from '../json/json-table.js';
import { minifyJson } from '../json/json-text.js';
import { wantedRecords } from '../json/wanted-records.js';
import { definePass, type PassEnv } from '../pass.js';
import { hasMarker, holdsPreserved, rewriteUnlessRead } from '../rewrite.js';

/** Tokens from which a result is sampled, and the share of them that a sample may take. */
const MIN_TOKENS = 1500;
const MAX_SHARE = 0.8;

/**
 * Of a large result that is one JSON text, a sample as `json/json-sample.ts` takes it: a few records of each long list,
 * all that speak of an error, and those in which words of the query stand.
 */
export const jsonSample = definePass({
  name: 'json-sample',
  kind: 'reversible',
  waste: 'JSON records alike',
  run: rewriteUnlessRead((part, env) => {
    const { text } = part;
    if (hasMarker(text) || holdsPreserved(text, env)) return undefined;
    const json = minifyJson(hasTable(text) ? decoded(text) : text);
    const tokens = json === undefined ? 0 : env.count(text);
    if (json === undefined || tokens < MIN_TOKENS) return undefined;
    const note = marker('a sample of a JSON text; … is what was left out', env.handle(part));
    const isShort = (sampled: string) => env.count(sampled) <= MAX_SHARE * tokens;
    return faithfulSample(json, (sample) => `${note}\n${encodeTables(sample, env.count)}`, isShort, env);
  }),
});

/** A sample with every critical fact of the text; undefined if it cannot be had, or is too long. */
function faithfulSample(
  json: string,
  written: (sample: string) => string,
  isShort: (text: string) => boolean,
  { query }: PassEnv,
): string | undefined {
  const root = readJson(json);
  if (!root) return undefined;
  let missing: ReadonlySet<string> = new Set();
  for (let tries = 2; tries > 0; tries--) {
    const sample = writeJson(sampleOf(root, (records) => wantedRecords(records, query, missing)));
    if (sample === json) return undefined;
    const text = written(sample);
    if (!isShort(text)) return undefined;
    missing = missingFrom(sample, criticalFacts(json));
    if (missing.size === 0) return text;
  }
  return undefined;
}

function missingFrom(json: string, needed: ReadonlySet<string>): ReadonlySet<string> {
  const kept = criticalFacts(json);
  return new Set([...needed].filter((fact) => !kept.has(fact)));
}

/** Empty, and so no JSON, if only a piece of it is left. */
function decoded(text: string): string {
  try {
    return decodeTable(text);
  } catch {
    return '';
  }
}
