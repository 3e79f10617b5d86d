import type { Part } from '../../context/context.js';
import type { Fact, LocatedFact } from '../fact.js';
import { criticalExtractors, lineExtractors } from '../facts.js';
import { finalText, linesOf } from './plain-text.js';

/** Facts by number, so that sets of them are small. The numbers mean nothing outside their index. */
export type FactId = number;

/** Which facts a context holds, and in how many of its parts: updated as parts change, never built anew. */
export interface FactIndex {
  /** The facts of a part, each once; none of an opaque one, since its reader may not see it. Each text is read once. */
  of(part: Part): readonly FactId[];
  /** The critical facts of a part, with the lines of its plain text that say them. */
  critical(part: Part): ReadonlyMap<FactId, LocatedFact>;
  /** Takes note that one part became another, or went back. */
  replace(before: Part, after: Part): void;
  /** How many parts hold the fact now. */
  holders(id: FactId): number;
  fact(id: FactId): Fact;
  /** How many facts were met so far; their numbers are below it. */
  readonly size: number;
}

/**
 * Linear in the text of the parts, and then in that of the parts that change. Lines are read once for the facts that a
 * line holds, however many texts they come in: most of those that a pass leaves were there before.
 */
export function indexFacts(parts: readonly Part[]): FactIndex {
  const kinds: string[] = [];
  const values: string[] = [];
  const holders: number[] = [];
  const critical = criticalExtractors.map(({ name, extract }) => ({ extract, idOf: numbering(name) }));
  const inLines = lineExtractors.map(({ name, inLine }) => ({ inLine, idOf: numbering(name) }));
  const byText = new Map<string, readonly FactId[]>();
  /** For each fact the last text that it was found in: sets would take several times as long. */
  const lastText: number[] = [];
  const byLine = new Map<string, readonly FactId[]>();

  /** Numbers the facts of one kind. */
  function numbering(kind: string): (value: string) => FactId {
    const ids = new Map<string, FactId>();
    return (value) => {
      let id = ids.get(value);
      if (id === undefined) {
        id = values.length;
        ids.set(value, id);
        kinds.push(kind);
        values.push(value);
        holders.push(0);
        lastText.push(-1);
      }
      return id;
    };
  }

  function ofLine(line: string): readonly FactId[] {
    let found = byLine.get(line);
    if (!found) {
      const own: FactId[] = [];
      for (const { inLine, idOf } of inLines) for (const value of inLine(line)) own.push(idOf(value));
      found = own.slice();
      byLine.set(line, found);
    }
    return found;
  }

  function of(part: Part): readonly FactId[] {
    if (part.kind === 'opaque') return [];
    let found = byText.get(part.text);
    if (!found) {
      const own: FactId[] = [];
      const note = (id: FactId) => {
        if (lastText[id] !== byText.size) own.push(id);
        lastText[id] = byText.size;
      };
      for (const { extract, idOf } of critical) for (const { value } of extract(part.text)) note(idOf(value));
      for (const line of linesOf(finalText(part.text))) ofLine(line).forEach(note);
      found = own;
      byText.set(part.text, found);
    }
    return found;
  }

  function add(part: Part, by: 1 | -1): void {
    for (const id of of(part)) holders[id]! += by;
  }

  for (const part of parts) add(part, 1);
  return {
    of,
    critical(part) {
      return new Map(
        critical.flatMap(({ extract, idOf }) =>
          extract(part.text).map((fact) => [idOf(fact.value), fact] as const),
        ),
      );
    },
    replace(before, after) {
      add(before, -1);
      add(after, 1);
    },
    holders: (id) => holders[id]!,
    fact: (id) => ({ kind: kinds[id]!, value: values[id]! }),
    get size() {
      return values.length;
    },
  };
}
