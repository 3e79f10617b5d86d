import { searchTerms } from '../../repo/search-terms.js';
import { criticalFacts } from '../gate/critical-facts.js';
import { type JsonNode, writeJson } from './json-node.js';

/** Share of the records in which a word may stand and still single some out. */
const MAX_SHARE = 0.2;

/**
 * Of a list's records those that must stay: in which a word of the query stands that most of them do not have, or a
 * critical fact, as `criticalFacts` writes it, that is missing elsewhere.
 */
export function wantedRecords(
  records: readonly JsonNode[],
  query: string | undefined,
  missing: ReadonlySet<string>,
): ReadonlySet<JsonNode> {
  const wanted = new Set<JsonNode>();
  const asked = new Set(query === undefined ? [] : searchTerms(query));
  if (asked.size > 0) {
    const having = new Map<string, JsonNode[]>();
    for (const record of records) {
      for (const term of new Set(searchTerms(writeJson(record)))) {
        if (!asked.has(term)) continue;
        const known = having.get(term);
        if (known) known.push(record);
        else having.set(term, [record]);
      }
    }
    for (const those of having.values()) {
      if (those.length <= Math.max(1, records.length * MAX_SHARE))
        for (const record of those) wanted.add(record);
    }
  }
  if (missing.size > 0) {
    for (const record of records) {
      for (const fact of criticalFacts(writeJson(record))) if (missing.has(fact)) wanted.add(record);
    }
  }
  return wanted;
}
