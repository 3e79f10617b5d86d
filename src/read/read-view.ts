import { stringOf, type Text } from '../context/exact-bytes.js';
import type { Outline } from '../outline/outline.js';
import { outlineOf } from '../outline/outline-of.js';
import { remembering } from '../tokens/remembering.js';
import type { Tokenizer } from '../tokens/tokenizer.js';
import { tokenizerFor } from '../tokens/tokenizer-for.js';
import { clientReadBaseline } from './client-reader.js';
import { folderView } from './folder-view.js';
import { leastBudget } from './least-budget.js';
import { sinceView } from './since-view.js';
import { sourceLines } from './source-lines.js';
import { versionTag } from './version-tag.js';
import type { ViewBody, ViewSource } from './view-body.js';
import { viewHeader } from './view-header.js';
import type { Walk } from './walk-folder.js';

/** What {@link readView} is asked: to show a text, or a folder that was walked. */
export type ReadRequest = TextRequest | FolderRequest;

export interface FolderRequest {
  /** The folder's name as the reader knows it. */
  readonly display: string;
  readonly folder: Walk;
  /** Tokens that the whole result may have; 4,000 if absent, 20,000 at most. */
  readonly budget?: number;
}

export interface TextRequest {
  /** The file's name as the reader knows it, or a handle. */
  readonly display: string;
  readonly text: Text;
  /** The text's `hashOf`, 64 hexadecimal digits. */
  readonly version: string;
  readonly view: 'auto' | 'full' | 'outline' | 'symbol' | 'lines';
  /** For `symbol`: `Class.method` or a bare name. */
  readonly symbol?: string;
  /** For `lines`: as `lineRanges` reads them. */
  readonly lines?: string;
  /** A question: where an outline would be given, the definitions that answer it best are given in full. */
  readonly query?: string;
  /** Tokens that the whole result may have; 20,000 at most and if absent. One too small for it is not held, which it says. */
  readonly budget?: number;
  /** The version that the reader holds. */
  readonly since?: VersionHeld;
  /** The text is an original that a handle names, and is given back as it is. */
  readonly handle?: boolean;
  /** For the header, each a few words. */
  readonly notes?: readonly string[];
}

export interface VersionHeld {
  /** Its hash, or the beginning of it that the reader quotes. */
  readonly version: string;
  /** What it names, if that is known; `version` is then the whole hash. */
  readonly text?: Text;
  /** Several known texts have a hash that begins so: it tells nothing. */
  readonly ambiguous?: true;
}

export interface ReadView {
  /** A header line, and beneath it the body. */
  readonly text: string;
  /**
   * What was given: `full`, `outline`, `answer` (an outline with the bodies that answer a query), `symbol`, `lines`, `diff`,
   * `unchanged`, `original`, `folder`.
   */
  readonly view: string;
  /** Lines of the whole file. */
  readonly lines: number;
  readonly tokens: {
    /** Of the body, without the header line and its line end. */
    readonly returned: number;
    /** Of the whole file. */
    readonly whole: number;
    /** The tokenizer's id. */
    readonly tokenizer: string;
    readonly exact: boolean;
  };
  /** Tokens that a client's own reader would have given for the same; 0 where nothing may be claimed. */
  readonly baseline: number;
}

/** What no result exceeds, in tokens. A little less than the 20,000 promised, as the joints of a text count too. */
const MOST = 19_900;

/** What a body is given at least, however small the budget: enough for a cut note and a few words. */
const LEAST_BODY = 64;

/** Tokens kept free in the header for the notes that a view adds. */
const NOTES = 24;

/**
 * Shows a file, an original or a folder in as few tokens as answer the request. Pure. Only a version that the reader itself quotes lets
 * anything be withheld, since another reader may share this process.
 * @throws CtxoptError `invalid_input` for a view without what it needs or a bad range; `not_found` for a symbol
 */
export async function readView(request: ReadRequest): Promise<ReadView> {
  return 'folder' in request ? folderView(request) : textView(request);
}

async function textView(request: TextRequest): Promise<ReadView> {
  const tokenizer = remembering(tokenizerFor());
  const text = stringOf(request.text);
  const lines = sourceLines(text);
  const whole = tokenizer.count(text);
  const { display } = request;
  const head = {
    display,
    lines: lines.count,
    whole,
    tokenizer: tokenizer.id,
    ...(request.handle ? {} : { tag: versionTag(request.version) }),
  };
  const longest = viewHeader({ ...head, view: 'unchanged', notes: request.notes ?? [], returned: whole });
  const asked = Math.min(request.budget ?? MOST, MOST);
  const least = tokenizer.count(longest) + NOTES + LEAST_BODY;
  let outline: Promise<Outline> | undefined;
  const source: ViewSource = {
    display,
    text,
    lines,
    outline: () => {
      outline ??= outlineOf(display, text);
      return outline;
    },
    tokenizer,
    whole,
    budget: LEAST_BODY + Math.max(0, asked - least),
  };

  const body = await sinceView(source, request);
  const returned = body.text === text ? whole : tokenizer.count(body.text);
  const plain = body.view === 'full' || body.view === 'original';
  const written = (...more: readonly string[]): string => {
    const notes = [...(request.notes ?? []), ...body.notes, ...more];
    const header = viewHeader({ ...head, ...(plain ? {} : { view: body.view }), notes, returned });
    return body.text === '' ? header : `${header}\n${body.text}`;
  };
  const over = asked < least && tokenizer.count(written()) > asked;
  return {
    text: over ? written(leastBudget(asked, least)) : written(),
    view: body.view,
    lines: lines.count,
    tokens: { returned, whole, tokenizer: tokenizer.id, exact: tokenizer.exact },
    baseline: baselineOf(body.view, text, returned, tokenizer),
  };
}

/** A client's reader gives lines too, and never an original. */
function baselineOf(view: ViewBody['view'], text: string, returned: number, tokenizer: Tokenizer): number {
  if (view === 'original') return 0;
  return view === 'lines' ? returned : clientReadBaseline(text, tokenizer);
}
