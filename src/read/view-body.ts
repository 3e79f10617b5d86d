import type { Outline } from '../outline/outline.js';
import type { Tokenizer } from '../tokens/tokenizer.js';
import type { SourceLines } from './source-lines.js';

/** A text to be shown, with what every view of it needs. */
export interface ViewSource {
  /** The file's name, which also decides the language. */
  readonly display: string;
  readonly text: string;
  readonly lines: SourceLines;
  /** Found when first asked for, then kept. */
  readonly outline: () => Promise<Outline>;
  readonly tokenizer: Tokenizer;
  /** Tokens of the whole text. */
  readonly whole: number;
  /** Tokens that a body may have. */
  readonly budget: number;
}

/** What stands beneath the header. */
export interface ViewBody {
  readonly view: 'full' | 'outline' | 'answer' | 'symbol' | 'lines' | 'diff' | 'unchanged' | 'original';
  readonly text: string;
  /** For the header, each a few words. */
  readonly notes: readonly string[];
}
