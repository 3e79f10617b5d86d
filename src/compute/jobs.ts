import { type Context, frozenBefore } from '../context/context.js';
import { exactBytes, movable, stringOf, type Text } from '../context/exact-bytes.js';
import { HANDLES } from '../context/handle.js';
import { CtxoptError } from '../errors.js';
import { claudeCodeSession } from '../formats/claude-code-session.js';
import { formatOf } from '../formats/formats.js';
import { type AskedNatively, askNatively, type NativeRequest } from '../native/ask-natively.js';
import { renderAnalysis } from '../optimize/analysis/render-analysis.js';
import { type Analysis, analyze } from '../optimize/analyze.js';
import { type CompareOptions, type Comparison, compare, compareContexts } from '../optimize/compare.js';
import { renderComparison } from '../optimize/comparison/render-comparison.js';
import { linesWithFacts } from '../optimize/gate/lines-with-facts.js';
import { optimize } from '../optimize/pipeline.js';
import { renderReport } from '../optimize/report/render-report.js';
import type { OptimizeReport } from '../optimize/report/report.js';
import { type AnswerJob, type AnswerResult, answerFiles } from '../read/answer-files.js';
import { clientReadBaseline } from '../read/client-reader.js';
import { type FileBytes, type FileEntries, fileEntries } from '../read/file-entries.js';
import { fileText } from '../read/file-text.js';
import { type MapJob, type MapResult, mapRanked } from '../read/map-ranked.js';
import type { Decode } from '../read/read-text-file.js';
import { type ReadRequest, type ReadView, readView } from '../read/read-view.js';
import type { EmbedderChoice } from '../similarity/create-embedder.js';
import type { TokenPrunerChoice } from '../similarity/create-token-pruner.js';
import { type FittedLines, fitLines } from '../tokens/fit-lines.js';
import { findModel } from '../tokens/models.js';
import { tokenizerFor } from '../tokens/tokenizer-for.js';
import { aidsFor } from './aids-for.js';
import { type BodyKind, decodeBody } from './decode-body.js';
import { embedderFor } from './embedder-for.js';
import { type FitMessagesRequest, type FittedMessages, fitMessages } from './fit-messages.js';
import { hasGrown } from './has-grown.js';
import { outlineText } from './outline-text.js';
import { type ReadMessage, type ReadMessageRequest, readMessage } from './read-message.js';
import { type Reconsidered, type ReconsiderJob, reconsiderRequest } from './reconsider-request.js';
import { type AskKnown, type RewriteJob, type RewriteJobResult, rewriteRequest } from './rewrite-request.js';

/** Tells how far a job is: steps done of all, and what is being done. */
export type Progress = (done: number, total: number, message: string) => void;

export interface AnswerRequest extends AnswerJob {
  readonly embedder?: EmbedderChoice;
}

export interface AnalyzeRequest extends Pick<BodyKind, 'format'> {
  readonly body: Text;
  readonly model?: string;
  /** How the input was named in the call, e.g. `"path":"session.jsonl"`, to be repeated in the calls recommended. */
  readonly input: string;
  /** What compares meanings; ctxopt's own model if not said. */
  readonly embedder?: EmbedderChoice;
}

export interface OptimizeRequest extends BodyKind {
  readonly body: Text;
  /** How many of the last messages may change; by default all that no cache mark in the body holds. */
  readonly fresh?: number;
  readonly level: 'lossless' | 'balanced' | 'aggressive';
  readonly budget?: number;
  readonly preserve?: readonly string[];
  readonly query?: string;
  /** What compares meanings; ctxopt's own model if not said. */
  readonly embedder?: EmbedderChoice;
  /** What leaves words out where some loss is accepted; nothing if not said. */
  readonly pruner?: TokenPrunerChoice;
}

export interface OptimizeResult {
  /** The body, smaller and of the same format; the very input if nothing was gained. */
  readonly body: Text;
  readonly format: string;
  readonly report: OptimizeReport;
  readonly summary: string;
  /** What a client's own reader would have put into the window for the body, in o200k_base tokens. */
  readonly baseline: number;
  /** What the handles in `body` name: to be kept before the body is given out. */
  readonly originals: readonly Text[];
}

export interface CompareRequest {
  readonly before: Text;
  readonly after: Text;
  readonly model?: string;
  readonly format: 'text' | 'markdown' | 'json';
  /** Originals of the handles in `after`, as far as the store has them. */
  readonly originals: Readonly<Record<string, Text>>;
}

const MOST_HANDLES = 1000;

/**
 * All heavy work, each a pure function of plain data that runs in a worker thread. To add one is to add an entry.
 * What they throw reaches the caller as the same CtxoptError.
 */
export const jobs = {
  /** Tokens of a text in o200k_base. */
  count: async (text: Text): Promise<number> => tokenizerFor().count(stringOf(text)),

  /** Tokens of a value as JSON, in o200k_base. */
  countJson: async (value: unknown): Promise<number> => tokenizerFor().count(JSON.stringify(value)),

  /** A long JSON-RPC message, parsed; undefined if it is no JSON. */
  readMessage: async (request: ReadMessageRequest): Promise<ReadMessage | undefined> => readMessage(request),

  /** As many whole lines as fit a budget of o200k_base tokens. */
  fit: async ({ text, budget }: { readonly text: Text; readonly budget: number }): Promise<FittedLines> =>
    fitLines(stringOf(text), budget, tokenizerFor()),

  fitMessages: async (request: FitMessagesRequest): Promise<FittedMessages | undefined> =>
    fitMessages(request, tokenizerFor()),

  /** The lines of a text from one on, by number from 0, that hold what must survive, as far as they fit a budget. */
  factsFrom: async (job: { readonly text: Text; readonly from: number; readonly budget: number }) => {
    const lines = linesWithFacts(stringOf(job.text), job.from);
    return fitLines(lines.join('\n'), job.budget, tokenizerFor());
  },

  /** What a file's bytes say, the text as its `exactBytes`; undefined if they are no text. */
  decode: async (bytes: Uint8Array): ReturnType<Decode> => {
    const file = fileText(bytes);
    return file && { ...file, text: exactBytes(file.text) };
  },

  /** The handles in a text, each once: the first thousand, as more would take minutes to look up. */
  handles: async (text: Text): Promise<readonly string[]> => {
    const found = new Set<string>();
    for (const [handle] of stringOf(text).matchAll(HANDLES))
      if (found.add(handle).size === MOST_HANDLES) break;
    return [...found];
  },

  view: (request: ReadRequest): Promise<ReadView> => readView(request),

  /** What the index of repositories is to keep of files. */
  facts: (files: readonly FileBytes[]): Promise<FileEntries> => fileEntries(files),

  map: async (job: MapJob): Promise<MapResult> => mapRanked(job),

  /** Only ctxopt's own model compares thousands of definitions at once: it serves unless none is wanted. */
  answer: async ({ embedder: wanted, ...job }: AnswerRequest): Promise<AnswerResult> => {
    const { embedder } = await embedderFor(wanted?.kind === 'none' ? wanted : undefined);
    return answerFiles(job, embedder);
  },

  analyze: async (
    request: AnalyzeRequest,
    progress: Progress,
  ): Promise<{ analysis: Analysis; text: string }> => {
    const body = stringOf(request.body);
    const { context } = decodeBody(body, request);
    const model = findModel(request.model ?? context.model ?? '');
    const { embedder, warning } = await embedderFor(request.embedder);
    const analysis = await analyze(context, {
      tokenizer: tokenizerFor(request.model ?? context.model),
      ...(model ? { model } : {}),
      input: request.input,
      aids: { outline: outlineText, ...(embedder ? { embedder } : {}) },
      ...(context.format === 'claude-code-transcript' ? { session: claudeCodeSession(body) } : {}),
      onProgress: progress,
    });
    return { analysis, text: warned(warning, renderAnalysis(analysis)) };
  },

  /** Which embedder serves where this one was chosen, and why, if it is another. */
  embedder: async (choice: EmbedderChoice): Promise<{ readonly id?: string; readonly warning?: string }> => {
    const { embedder, warning } = await embedderFor(choice);
    return { ...(embedder ? { id: embedder.id } : {}), ...(warning === undefined ? {} : { warning }) };
  },

  optimize: async (request: OptimizeRequest, progress: Progress): Promise<OptimizeResult> => {
    const {
      body: given,
      format: _format,
      command: _command,
      fresh,
      embedder: _e,
      pruner: _p,
      ...options
    } = request;
    const body = stringOf(given);
    const { context: decoded, format } = decodeBody(body, request);
    const context = fresh === undefined ? decoded : frozenBefore(decoded, fresh);
    const tokenizer = tokenizerFor(context.model);
    const { aids, warnings } = await aidsFor(request);
    const optimized = await optimize(context, {
      ...options,
      tokenizer,
      aids,
      onProgress: progress,
    });
    const encoded = format.encode(body, optimized.context);
    const grew = hasGrown(body, encoded, optimized.context, tokenizer.count);
    const report = grew ? notSmaller(optimized.report) : optimized.report;
    return {
      body: movable(grew ? body : encoded),
      format: context.format,
      report,
      summary: warnings.reduceRight((text, warning) => warned(warning, text), renderReport(report)),
      baseline: clientReadBaseline(body, tokenizerFor()),
      originals: grew ? [] : Array.from(optimized.originals.values(), movable),
    };
  },

  askNatively: async (request: NativeRequest): Promise<AskedNatively> => askNatively(request),

  reconsiderRequest: (job: ReconsiderJob): Promise<Reconsidered | undefined> => reconsiderRequest(job),

  /** Asks in between what is known of the conversation. */
  rewriteRequest: (job: RewriteJob, _progress: Progress, ask: AskKnown): Promise<RewriteJobResult> =>
    rewriteRequest(job, ask),

  compare: async (request: CompareRequest): Promise<{ comparison: Comparison; text: string }> => {
    const [old, now] = [stringOf(request.before), stringOf(request.after)];
    const [before, after] = [messagesIn(old), messagesIn(now)];
    const named = request.model ?? before?.model;
    const model = findModel(named ?? '');
    const options: CompareOptions = {
      tokenizer: tokenizerFor(named),
      ...(model ? { model } : {}),
      resolve: (handle) => {
        const original = request.originals[handle];
        return original && stringOf(original);
      },
    };
    const comparison = before && after ? compareContexts(before, after, options) : compare(old, now, options);
    return { comparison, text: renderComparison(comparison, request.format) };
  },
} as const;

/** A report below what went wrong on the way to it. */
function warned(warning: string | undefined, report: string): string {
  return warning === undefined ? report : `Warning: ${warning}\n${report}`;
}

/** The report on a result that was given up. */
function notSmaller(report: OptimizeReport): OptimizeReport {
  const facts = { checked: 0, kept: 0, leftOut: [] };
  const unchanged = 'written out, the result would have been longer';
  return { ...report, after: report.before, passes: [], facts, putBack: 0, undone: 0, unchanged };
}

/** The context in a body of messages; undefined for plain text, and for a body too broken to be anything else. */
function messagesIn(body: string): Context | undefined {
  try {
    const format = formatOf(body);
    return format.name === 'text' ? undefined : format.decode(body);
  } catch (thrown) {
    if (thrown instanceof CtxoptError) return undefined;
    throw thrown;
  }
}

export type Jobs = typeof jobs;
export type JobName = keyof Jobs;
export type JobRequest<Name extends JobName> = Parameters<Jobs[Name]>[0];
/** How a job asks, while it runs, who runs it; most jobs ask nothing. */
export type JobAsk<Name extends JobName> =
  Parameters<Jobs[Name]> extends readonly [unknown, unknown, infer Ask] ? Ask : never;
export type JobResult<Name extends JobName> = Awaited<ReturnType<Jobs[Name]>>;
