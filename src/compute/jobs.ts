import type { Context } from '../context/context.js';
import type { Handle } from '../context/handle.js';
import { CtxoptError } from '../errors.js';
import type { Format } from '../formats/format.js';
import { formatNamed, formatOf } from '../formats/formats.js';
import { type Analysis, analyze } from '../optimize/analyze.js';
import { type CompareOptions, type Comparison, compare, compareContexts } from '../optimize/compare.js';
import { optimize } from '../optimize/pipeline.js';
import { renderAnalysis } from '../optimize/render-analysis.js';
import { renderComparison } from '../optimize/render-comparison.js';
import { renderReport } from '../optimize/render-report.js';
import type { OptimizeReport } from '../optimize/report.js';
import { clientReadBaseline } from '../read/client-reader.js';
import { type ReadRequest, type ReadView, readView } from '../read/read-view.js';
import { type FittedLines, fitLines } from '../tokens/fit-lines.js';
import { findModel } from '../tokens/models.js';
import { tokenizerFor } from '../tokens/tokenizer-for.js';

/** Tells how far a job is: steps done of all, and what is being done. */
export type Progress = (done: number, total: number, message: string) => void;

export interface AnalyzeRequest {
  readonly body: string;
  /** The format's name, if it is known; else the body tells. */
  readonly format?: string;
  readonly model?: string;
  /** How the input was named in the call, e.g. `"path":"session.jsonl"`, to be repeated in the calls recommended. */
  readonly input: string;
}

export interface OptimizeRequest {
  readonly body: string;
  /** The format's name, if it is known; else the body tells. */
  readonly format?: string;
  readonly level: 'lossless' | 'balanced' | 'aggressive';
  readonly budget?: number;
  readonly preserve?: readonly string[];
  readonly query?: string;
}

export interface OptimizeResult {
  /** The body, smaller and of the same format; the very input if nothing was gained. */
  readonly body: string;
  readonly format: string;
  readonly report: OptimizeReport;
  readonly summary: string;
  /** What the handles in `body` name: to be kept before the body is given out. */
  readonly originals: readonly (readonly [Handle, string])[];
}

export interface CompareRequest {
  readonly before: string;
  readonly after: string;
  readonly model?: string;
  readonly format: 'text' | 'markdown' | 'json';
  /** Originals of the handles in `after`, as far as the store has them. */
  readonly originals: Readonly<Record<string, string>>;
}

/**
 * All heavy work, each a pure function of plain data that runs in a worker thread. To add one is to add an entry.
 * What they throw reaches the caller as the same CtxoptError.
 */
export const jobs = {
  /** Tokens of a text in o200k_base. */
  count: async (text: string): Promise<number> => tokenizerFor().count(text),

  /** As many whole lines as fit a budget of o200k_base tokens. */
  fit: async ({ text, budget }: { readonly text: string; readonly budget: number }): Promise<FittedLines> =>
    fitLines(text, budget, tokenizerFor()),

  /** What a client's own reader would have put into the window for a file, in o200k_base tokens. */
  baseline: async (text: string): Promise<number> => clientReadBaseline(text, tokenizerFor()),

  view: (request: ReadRequest): Promise<ReadView> => readView(request),

  analyze: async (
    request: AnalyzeRequest,
    progress: Progress,
  ): Promise<{ analysis: Analysis; text: string }> => {
    const context = formatFor(request).decode(request.body);
    const model = findModel(request.model ?? context.model ?? '');
    const analysis = analyze(context, {
      tokenizer: tokenizerFor(request.model ?? context.model),
      ...(model ? { model } : {}),
      input: request.input,
      onProgress: progress,
    });
    return { analysis, text: renderAnalysis(analysis) };
  },

  optimize: async (request: OptimizeRequest, progress: Progress): Promise<OptimizeResult> => {
    const { body, format: _, ...options } = request;
    const format = formatFor(request);
    const context = format.decode(body);
    const optimized = optimize(context, {
      ...options,
      tokenizer: tokenizerFor(context.model),
      onProgress: progress,
    });
    return {
      body: format.encode(body, optimized.context),
      format: context.format,
      report: optimized.report,
      summary: renderReport(optimized.report),
      originals: [...optimized.originals],
    };
  },

  compare: async (request: CompareRequest): Promise<{ comparison: Comparison; text: string }> => {
    const [before, after] = [messagesIn(request.before), messagesIn(request.after)];
    const named = request.model ?? before?.model;
    const model = findModel(named ?? '');
    const options: CompareOptions = {
      tokenizer: tokenizerFor(named),
      ...(model ? { model } : {}),
      resolve: (handle) => request.originals[handle],
    };
    const comparison =
      before && after
        ? compareContexts(before, after, options)
        : compare(request.before, request.after, options);
    return { comparison, text: renderComparison(comparison, request.format) };
  },
} as const;

function formatFor({ body, format }: { readonly body: string; readonly format?: string }): Format {
  return format ? formatNamed(format) : formatOf(body);
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
export type JobResult<Name extends JobName> = Awaited<ReturnType<Jobs[Name]>>;
