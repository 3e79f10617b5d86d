import { CtxoptError } from '../errors.js';
import { lineRanges } from './line-range.js';
import { outlineView } from './outline-view.js';
import { queryView } from './query-view.js';
import type { TextRequest } from './read-view.js';
import { sliceLines } from './slice-lines.js';
import { symbolView } from './symbol-view.js';
import type { ViewBody, ViewSource } from './view-body.js';

/** A file of so few tokens is shown itself: its outline would not be worth a second call. */
const SMALL = 1000;

/** An outline is given for the file only if it saves so much of it. */
const WORTHWHILE = 0.3;

/** Tokens of an outline for which no budget was given: clients warn from 10,000 on, and a longer one is no overview. */
const OVERVIEW = 9_500;

/** A part that is named is meant, though the view may not say so; a question is answered where an outline would do. */
export function wantedView(request: TextRequest): TextRequest['view'] | 'answer' {
  const { view, symbol, lines, query, handle } = request;
  if (view === 'auto' && symbol !== undefined) return 'symbol';
  if (view === 'auto' && lines !== undefined) return 'lines';
  return (view === 'auto' || view === 'outline') && query !== undefined && !handle ? 'answer' : view;
}

/**
 * The view that a request asks for, whatever its reader may hold already.
 * @throws CtxoptError `invalid_input` for a view without what it needs or a bad range; `not_found` for a symbol
 */
export async function chosenView(source: ViewSource, request: TextRequest): Promise<ViewBody> {
  switch (wantedView(request)) {
    case 'symbol':
      if (!request.symbol?.trim()) throw missing('symbol', 'symbol:"Class.method" or symbol:"name"');
      return without('lines', await symbolView(source, request.symbol), request);
    case 'lines':
      if (request.lines === undefined) throw missing('lines', 'lines:"10-40"');
      return without('symbol', linesView(source, request.lines), request);
    case 'outline':
      return noLonger(await overviewOf(source, request), source);
    case 'answer':
      return request.view === 'auto' ? autoView(source, request) : overviewOf(source, request);
    case 'full':
      return fullView(source, request.handle ? 'original' : 'full');
    case 'auto':
      return request.handle ? fullView(source, 'original') : autoView(source, request);
  }
}

async function autoView(source: ViewSource, request: TextRequest): Promise<ViewBody> {
  const full = (): ViewBody => fullView(source, 'full');
  if (source.whole <= SMALL && source.whole <= source.budget) return full();
  const outline = await overviewOf(source, request);
  const worthwhile = source.tokenizer.count(outline.text) <= source.whole * (1 - WORTHWHILE);
  return worthwhile || source.whole > source.budget ? outline : full();
}

async function overviewOf(source: ViewSource, { budget, query, handle }: TextRequest): Promise<ViewBody> {
  const most = budget === undefined ? Math.min(source.budget, OVERVIEW) : source.budget;
  const within = { ...source, budget: most };
  return query === undefined || handle ? outlineView(within) : queryView(within, query);
}

/** The file itself where its outline has more tokens, as that of a short build file may, and tells of no trouble. */
async function noLonger(outline: ViewBody, source: ViewSource): Promise<ViewBody> {
  const { whole, budget, tokenizer } = source;
  if (whole > budget || tokenizer.count(outline.text) <= whole) return outline;
  if ((await source.outline()).note !== undefined) return outline;
  const { notes, ...full } = fullView(source, 'full');
  return { ...full, notes: [...notes, 'its outline would be longer'] };
}

function fullView(source: ViewSource, view: 'full' | 'original'): ViewBody {
  const { lines, budget, tokenizer, whole, text } = source;
  if (whole <= budget) return { view, text, notes: [] };
  const elsewise = view === 'full' ? 'or view:"outline"' : undefined;
  const ranges = [{ start: 1, end: lines.count }];
  return {
    view,
    text: sliceLines(lines, ranges, {
      numbered: false,
      budget,
      tokenizer,
      ...(elsewise ? { elsewise } : {}),
    }),
    notes: [],
  };
}

function linesView({ lines, budget, tokenizer }: ViewSource, spec: string): ViewBody {
  const { ranges, note } = lineRanges(spec, lines.count);
  const text = sliceLines(lines, ranges, { numbered: true, budget, tokenizer });
  return { view: 'lines', text, notes: note === undefined ? [] : [note] };
}

/** Says of the argument that the view has no use for that it had none, if it was given. */
function without(unused: 'symbol' | 'lines', body: ViewBody, request: TextRequest): ViewBody {
  return request[unused] === undefined
    ? body
    : { ...body, notes: [...body.notes, `"${unused}" not used beside "${body.view}"`] };
}

function missing(view: string, example: string): CtxoptError {
  return new CtxoptError('invalid_input', `view:"${view}" does not say which.`, `Add ${example}.`);
}
