import type { Part } from '../../context/context.js';
import { marker } from '../../context/handle.js';
import type { Embedder } from '../../similarity/embedder.js';
import { type ProseSentence, proseSentences } from '../../similarity/prose-sentences.js';
import { type Claim, keyOf, restatements } from '../../similarity/restatements.js';
import { partLabel } from '../part-label.js';
import { definePass, type PassEnv } from '../pass.js';
import { fileReads } from '../reads/file-reads.js';
import { hasMarker, holdsPreserved, isRewritable, isSettled, looksLikeDiff, rewrite } from '../rewrite.js';

/** Letters from which sentences in a row are worth a note, and all of a part are worth the handle. */
const MIN_RUN = 60;
const MIN_TOTAL = 200;

interface Place extends ProseSentence, Claim {
  readonly part: Part;
}

/** Sentences in a row that one other part says. */
interface Run {
  readonly start: number;
  readonly end: number;
  readonly count: number;
  readonly source: Part;
}

/**
 * Replaces prose that says again, in the same or in other words, what an earlier tool result said by a note that names that
 * result: a page of documentation and a search answer that quotes it. The first statement stays where it is. Does nothing without an
 * embedder. Instructions and questions, code, data and logs, and files that were read stay as they are.
 */
export const semanticDuplicates = definePass({
  name: 'semantic-duplicates',
  kind: 'reversible',
  waste: 'prose that says it again',
  async run(parts, env) {
    if (!env.embedder) return parts;
    const read = new Set(fileReads(parts).map((file) => file.part.id));
    const places = placesOf();
    let now = parts;
    // What goes changes what the rest stands in, so look until nothing goes.
    for (;;) {
      const before = now;
      const sources = await sourcesOf([...env.prefix, ...before].flatMap(places), env.embedder);
      now = before.map((part) => (read.has(part.id) ? part : withoutRestated(part, sources.get(part), env)));
      if (now.every((part, at) => part === before[at])) return now;
    }
  },
});

type Sources = ReadonlyMap<Place, Part>;

/** For each part the sentences that say again what an earlier one said, each with the part that has that one. */
async function sourcesOf(places: readonly Place[], embedder: Embedder): Promise<ReadonlyMap<Part, Sources>> {
  const sources = new Map<Part, Map<Place, Part>>();
  for (const { of, at } of await restatements(withPrevious(places), embedder)) {
    const place = places[at]!;
    const own = sources.get(place.part) ?? new Map<Place, Part>();
    sources.set(place.part, own.set(place, places[of]!.part));
  }
  return sources;
}

function withoutRestated(part: Part, sources: Sources | undefined, env: PassEnv): Part {
  if (!sources || !isRewritable(part) || isSettled(part, env)) return part;
  const free = [...sources].filter(([place]) => !holdsPreserved(linesAround(part.text, place), env));
  const runs = runsOf(part.text, free).filter(({ start, end }) => end - start >= MIN_RUN);
  const total = runs.reduce((sum, { start, end }) => sum + end - start, 0);
  return total >= MIN_TOTAL ? rewrite(part, without(part, runs, env), env) : part;
}

/** Reads each part's sentences once, although it is asked for them again. */
function placesOf(): (part: Part) => readonly Place[] {
  const known = new Map<Part, readonly Place[]>();
  return (part) => {
    const places = known.get(part) ?? placesIn(part);
    known.set(part, places);
    return places;
  };
}

function placesIn(part: Part): readonly Place[] {
  if (part.role !== 'tool' || /^\s*[[{]/.test(part.text) || looksLikeDiff(part.text)) return [];
  return proseSentences(part.text).map((sentence) => ({ ...sentence, part, key: keyOf(sentence.text) }));
}

function withPrevious(places: readonly Place[]): readonly Claim[] {
  return places.map((place, at) => {
    const before = places[at - 1];
    const isNext =
      before?.part === place.part &&
      before.paragraph === place.paragraph &&
      place.part.text.slice(before.end, place.start).trim() === '';
    return isNext ? { ...place, previous: at - 1 } : place;
  });
}

/** From the start of the line that a sentence begins in to the end of the one that it ends in. */
function linesAround(text: string, { start, end }: ProseSentence): string {
  const stop = text.indexOf('\n', end);
  return text.slice(text.lastIndexOf('\n', start - 1) + 1, stop < 0 ? text.length : stop);
}

function runsOf(text: string, restated: readonly (readonly [Place, Part])[]): readonly Run[] {
  const runs: Run[] = [];
  for (const [{ start, end }, source] of restated) {
    const last = runs[runs.length - 1];
    const isNext = last?.source === source && text.slice(last.end, start).trim() === '';
    if (isNext) runs[runs.length - 1] = { ...last, end, count: last.count + 1 };
    else runs.push({ start, end, count: 1, source });
  }
  return runs;
}

function without(part: Part, runs: readonly Run[], env: PassEnv): string {
  const hasHandle = hasMarker(part.text);
  let text = '';
  let from = 0;
  runs.forEach(({ start, end, count, source }, k) => {
    const named = source === runs[k - 1]?.source ? 'there' : `in ${partLabel(source)}`;
    const where = source === part ? 'above' : named;
    const what = `${count === 1 ? 'a sentence' : `${count} sentences`} as ${where}`;
    const stop = /[\r\n]|^$/.test(part.text.slice(end, end + 1)) ? '' : '.';
    const note = k === 0 && !hasHandle ? marker(what, env.handle(part)) : `… ${what}${stop}`;
    text += part.text.slice(from, start) + note;
    from = end;
  });
  return text + part.text.slice(from);
}
