import { createRequire } from 'node:module';
import type { TiktokenBPE } from 'js-tiktoken/lite';
import { createMerge } from './merge.js';
import { cl100kPieceEnd, o200kPieceEnd, type PieceEnd } from './piece-end.js';
import { remember } from './remember.js';
import type { Tokenizer } from './tokenizer.js';
import { readVocabulary, type Vocabulary } from './vocabulary.js';

/** An encoding of OpenAI's that is counted exactly. */
export type Encoding = 'o200k_base' | 'cl100k_base';

const pieceEnds: Readonly<Record<Encoding, PieceEnd>> = {
  o200k_base: o200kPieceEnd,
  cl100k_base: cl100kPieceEnd,
};

/** Code units of a piece that are looked at in place; three bytes each at most. */
const SHORT = 256;

/**
 * Counts tokens as js-tiktoken does (special tokens' text is ordinary text; a lone surrogate is U+FFFD), in time
 * linear in the text's length. The encoding's rank table, some 30 ms of work, is read at the first count.
 */
export function createBpeTokenizer(encoding: Encoding): Tokenizer {
  let counter: ((text: string) => number) | undefined;
  return {
    id: encoding,
    exact: true,
    count(text) {
      counter ??= createCounter(loadVocabulary(encoding), pieceEnds[encoding]);
      return counter(text);
    },
  };
}

/** Reads the table in one go when it is needed, because a count is synchronous. */
function loadVocabulary(encoding: Encoding): Vocabulary {
  const table = createRequire(import.meta.url)(`js-tiktoken/ranks/${encoding}`) as TiktokenBPE;
  return readVocabulary(table.bpe_ranks);
}

function createCounter(vocabulary: Vocabulary, pieceEnd: PieceEnd): (text: string) => number {
  const encoder = new TextEncoder();
  const scratch = new Uint8Array(3 * SHORT);
  const merge = remember(createMerge(vocabulary));

  /** Tokens of one piece, `text[start, end)`. */
  function countPiece(text: string, start: number, end: number): number {
    if (end - start > SHORT) {
      const bytes = encoder.encode(text.slice(start, end));
      return merge(bytes, bytes.length);
    }
    const length =
      asciiInto(scratch, text, start, end) ?? encoder.encodeInto(text.slice(start, end), scratch).written;
    return vocabulary.rankOf(scratch, 0, length) >= 0 ? 1 : merge(scratch, length);
  }

  return (text) => {
    let tokens = 0;
    for (let start = 0, end = 0; start < text.length; start = end) {
      end = pieceEnd(text, start);
      tokens += countPiece(text, start, end);
    }
    return tokens;
  };
}

/** Writes the bytes of `text[start, end)` and returns their number, or undefined if not all of it is ASCII. */
function asciiInto(bytes: Uint8Array, text: string, start: number, end: number): number | undefined {
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit > 0x7f) return undefined;
    bytes[at - start] = unit;
  }
  return end - start;
}
