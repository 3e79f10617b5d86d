import { nameTerms, searchTerms } from './search-terms.js';

/** What a question asks for, as a search understands it. */
export interface SearchQuery {
  /** Each once, as `searchTerms` gives them. */
  readonly terms: ReadonlySet<string>;
  /** Names that the question writes as code does: `res.send`, `parse_line`, `HTTPServer`. */
  readonly names: readonly string[];
}

/** A name in a question: between backticks or quotes, or with a shape that no word of prose has. */
const NAME =
  /[`'"]([\p{L}_$][\p{L}\p{Nd}_$.:#]*)[`'"]|(?<![\p{L}\p{Nd}_$])([\p{L}_$][\p{L}\p{Nd}_$]*(?:(?:\.|::|#)[\p{L}_$][\p{L}\p{Nd}_$]*)*)/gu;
const SHAPED = /\p{Ll}\p{Lu}|[\p{L}\p{Nd}]_[\p{L}\p{Nd}]|[.#]\p{L}|::|^[_$]./u;

/** UTF-16 units of a question that are looked at. */
const LONGEST = 4_000;

export function searchQuery(question: string): SearchQuery {
  const text = question.slice(0, LONGEST);
  const names = new Set<string>();
  for (const [, quoted, bare] of text.matchAll(NAME)) {
    if (quoted !== undefined) names.add(quoted);
    else if (bare !== undefined && SHAPED.test(bare)) names.add(bare);
  }
  const terms = searchTerms(text);
  return { terms: new Set(terms.length > 0 ? terms : nameTerms(text)), names: [...names] };
}
