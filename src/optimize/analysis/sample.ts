import type { Part } from '../../context/context.js';
import { isRewritable } from '../rewrite.js';

/** How often the sample looks into the context, and in how many groups, each a sample by itself. */
const POINTS = 60;
const GROUPS = 5;
/** Letters of a longer part that are looked at around a point. */
const SLICE = 16 * 1024;

/** A part of the sample. */
export interface SampledPart {
  readonly whole: Part;
  /** With as much of its text as was looked at; the whole where that is all. */
  readonly part: Part;
  /** How many points fell on it. */
  readonly points: number;
}

export interface Sample {
  /** Each in the order of the context. */
  readonly groups: readonly (readonly SampledPart[])[];
  /** Parts of the context that the sample looked into, and how many it could have. */
  readonly parts: number;
  readonly of: number;
}

interface Place {
  readonly index: number;
  readonly offset: number;
}

/**
 * A systematic sample of what passes may rewrite, with probability proportional to size: the parts are ordered by kind, tool,
 * size and place, and looked into at points as many letters from each other, so that each of these has the share in
 * the sample that it has in the context (W. G. Cochran, "Sampling Techniques", 3rd ed. 1977, 8.11 and 9A). No chance is in it.
 * The points go to the groups in turns, whose differences tell how far the whole may be off. Near-linear in the parts.
 */
export function sampleOf(parts: readonly Part[]): Sample {
  const frame = parts
    .map((part, index) => ({ part, index, stratum: stratumOf(part) }))
    .filter(({ part }) => isRewritable(part) && part.kind !== 'opaque' && part.text !== '')
    .sort((a, b) => (a.stratum < b.stratum ? -1 : a.stratum > b.stratum ? 1 : a.index - b.index));
  const letters = frame.reduce((sum, { part }) => sum + part.text.length, 0);
  const groups = Array.from({ length: GROUPS }, (): Place[] => []);
  const step = letters / POINTS;
  let passed = 0;
  let point = 0;
  for (const { part, index } of frame) {
    for (; point < POINTS && (point + 0.5) * step < passed + part.text.length; point++) {
      groups[point % GROUPS]!.push({ index, offset: Math.floor((point + 0.5) * step - passed) });
    }
    passed += part.text.length;
  }
  return {
    groups: groups.map((places) => groupOf(parts, places)),
    parts: new Set(groups.flat().map(({ index }) => index)).size,
    of: frame.length,
  };
}

/** By kind, tool and size, each size twice the one before. */
function stratumOf({ kind, tool, text }: Part): string {
  const size = String(Math.ceil(Math.log2(text.length + 1))).padStart(2, '0');
  return `${kind}\n${tool?.name ?? ''}\n${size}`;
}

function groupOf(parts: readonly Part[], places: readonly Place[]): readonly SampledPart[] {
  const offsets = new Map<number, number[]>();
  for (const { index, offset } of places) offsets.set(index, [...(offsets.get(index) ?? []), offset]);
  return [...offsets]
    .sort(([a], [b]) => a - b)
    .map(([index, own]) => {
      const whole = parts[index]!;
      return { whole, part: withText(whole, excerptOf(whole.text, own)), points: own.length };
    });
}

/** A part that stands in no body with that text: what it is asked for is its size. */
function withText(part: Part, text: string): Part {
  return text === part.text ? part : { ...part, text, source: { ...part.source, text } };
}

/** The lines around the offsets; all of a text that is not much longer. */
function excerptOf(text: string, offsets: readonly number[]): string {
  if (text.length <= SLICE * offsets.length) return text;
  const pieces: string[] = [];
  let from = 0;
  for (const offset of offsets) {
    const start = Math.max(from, Math.min(offset - SLICE / 2, text.length - SLICE));
    const stop = start + SLICE;
    const line = start === 0 ? 0 : text.indexOf('\n', start) + 1;
    const end = stop >= text.length ? text.length : text.lastIndexOf('\n', stop) + 1;
    pieces.push(line < end ? text.slice(line, end) : text.slice(start, stop));
    from = stop;
  }
  return pieces.join('');
}
