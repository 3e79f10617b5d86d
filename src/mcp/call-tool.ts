import type { CallToolResult } from '@modelcontextprotocol/server';
import type { App } from '../app.js';
import { byteLengthOf, copyOf, stringOf, type Text } from '../context/exact-bytes.js';
import { toCtxoptError } from '../errors.js';
import type { FittedLines } from '../tokens/fit-lines.js';
import { checkInput } from './check-input.js';
import type { Call, Tool, ToolOutput, ToolUsage } from './define-tool.js';

/** No result is longer than this, in o200k_base tokens: clients warn from 10,000 on and refuse above 25,000. */
export const RESULT_LIMIT = 20_000;

/** Kept free below a cut for the line that says how to get the rest, in tokens. */
const REST_ALLOWANCE = 150;

/** Kept free for the errors and failures in what is cut off, in tokens. */
const FACTS_ALLOWANCE = 2_000;

/** What those errors and failures have, without the lines around them, in tokens. */
const FACTS_BUDGET = FACTS_ALLOWANCE - 50;

/**
 * Bounds an error's text, in characters: it may quote the input that caused it. A character has three bytes at most and
 * a token one at least, so that no error passes {@link RESULT_LIMIT}.
 */
const ERROR_LIMIT = 6_000;

/** Where figures for programs stand in a result. The model is shown the text alone. */
export const FIGURES = 'ctxopt/result';

interface Rendered {
  readonly text: string;
  readonly figures: Readonly<Record<string, unknown>>;
  readonly usage: ToolUsage;
  readonly failed: boolean;
}

/**
 * The one place that runs a tool: checks the arguments, turns whatever is thrown into a result that says so, keeps
 * the result below {@link RESULT_LIMIT} and records the usage. Never rejects.
 */
export async function callTool(app: App, tool: Tool, given: unknown, call: Call): Promise<CallToolResult> {
  const started = performance.now();
  // Bytes are gone once they were handed to a thread.
  const long = Object.values(call.long ?? {}).map((bytes) => copyOf(bytes));
  const rendered = await run(app, tool, given, call);
  // The client has given up on the answer: nothing of it reaches a window.
  if (call.signal.aborted) return toResult(rendered, undefined);
  const returned = await record(app, tool, { given, long }, rendered);
  app.log.debug('tool call', {
    tool: tool.name,
    view: rendered.usage.view,
    tokens: returned,
    milliseconds: Math.round(performance.now() - started),
  });
  return toResult(rendered, returned);
}

async function run(app: App, tool: Tool, given: unknown, call: Call): Promise<Rendered> {
  try {
    const output = await tool.handle(app, checkInput(tool, given), call);
    const text = await withinLimit(app, output);
    return {
      text,
      figures: output.figures,
      usage: output.usage ?? { view: 'report', baseline: 0 },
      failed: false,
    };
  } catch (thrown) {
    const { code, message, hint, cause } = toCtxoptError(thrown);
    if (code === 'internal' && !call.signal.aborted) app.log.error(message, { tool: tool.name, cause });
    const text = `${code}: ${message}\n${hint}`.slice(0, ERROR_LIMIT);
    return { text, figures: { error: code }, usage: { view: 'error', baseline: 0 }, failed: true };
  }
}

/** The output as one text, cut at the end of a line, or of a message, if it would be too long. */
async function withinLimit(app: App, output: ToolOutput): Promise<string> {
  const { summary, text, rest, keepsFacts = false } = output;
  const head = summary ? `${summary}\n\n` : '';
  // No token is shorter than a byte, so most results need no counting here.
  if (Buffer.byteLength(head) + byteLengthOf(text) <= RESULT_LIMIT) return head + stringOf(text);
  const count = (part: string) => app.compute.run('count', part);
  const taken = (await count(head)) + (rest ? await count(rest) : 0);
  const budget = RESULT_LIMIT - taken - REST_ALLOWANCE - (keepsFacts ? FACTS_ALLOWANCE : 0);
  const fitted = await app.compute.run('fit', { text: copyOf(text), budget });
  if (!fitted.cut) return head + fitted.text;
  const whole = output.messages ? await wholeMessages(app, text, budget) : undefined;
  if (whole !== undefined) return head + whole;
  const { lines, total } = fitted;
  const shown = fitted.text.replace(/\n$/, '');
  const where = lines > 0 ? `lines 1-${lines} of ${total} are above` : 'the first line goes on';
  const facts = keepsFacts ? await factsBelow(app, text, lines) : '';
  const left = lines > 0 ? `${lines + 1}-` : afterFirst(fitted.text.length, total);
  return `${head}${shown}\n[cut at ${RESULT_LIMIT} tokens: ${where}. ${rest ?? (await howToGetRest(app, text, left))}]${facts}`;
}

/** The range of lines that is left after so many characters of the first of so many. */
function afterFirst(characters: number, total: number): string {
  return `1:${characters + 1}-${total > 1 ? ',2-' : ''}`;
}

/** As many of a list's messages as fit, itself a list, and how to get the others; undefined where not even one fits. */
async function wholeMessages(app: App, list: Text, budget: number): Promise<string | undefined> {
  const fitted = await app.compute.run('fitMessages', { text: copyOf(list), budget });
  if (fitted === undefined) return undefined;
  const { text, rest, messages, total, facts } = fitted;
  const others = await howToGetOthers(app, rest);
  const where = `messages 1-${messages} of ${total} are above, as a list of their own`;
  const below = told(await app.compute.run('fit', { text: facts, budget: FACTS_BUDGET }));
  return `${text}\n[cut at ${RESULT_LIMIT} tokens: ${where}. ${others}]${below}`;
}

/** The lines with errors and failures that a cut after so many lines would hide; empty if there are none. */
async function factsBelow(app: App, text: Text, from: number): Promise<string> {
  return told(await app.compute.run('factsFrom', { text: copyOf(text), from, budget: FACTS_BUDGET }));
}

function told({ text, lines, total, cut }: FittedLines): string {
  if (total === 0) return '';
  const more = cut ? `\n… ${total - lines} more` : '';
  return `\nErrors and failures below the cut:\n${text.trimEnd()}${more}`;
}

async function howToGetRest(app: App, text: Text, lines: string): Promise<string> {
  const path = await kept(app, text);
  return path === undefined ? NOT_KEPT : `The rest: smart_read ${JSON.stringify({ path, lines })}`;
}

async function howToGetOthers(app: App, list: Text): Promise<string> {
  const path = await kept(app, list);
  if (path === undefined) return NOT_KEPT;
  return `The others, in such lists: optimize_context ${JSON.stringify({ path, level: 'lossless' })}`;
}

const NOT_KEPT = 'The rest could not be kept: ask for less at a time';

/** The handle that a text is kept under; undefined if it cannot be. */
async function kept(app: App, text: Text): Promise<string | undefined> {
  try {
    return await app.keepOriginal(text);
  } catch (thrown) {
    app.log.warn('a long result could not be kept', { cause: thrown });
    return undefined;
  }
}

/** Counts what the call costs and records it. A failure costs the statistics, never the answer. */
async function record(
  app: App,
  tool: Tool,
  { given, long }: { readonly given: unknown; readonly long: readonly Text[] },
  rendered: Rendered,
): Promise<number | undefined> {
  try {
    const [returned, ...sent] = await Promise.all([
      app.compute.run('count', rendered.text),
      app.compute.run('countJson', given ?? {}),
      ...long.map((text) => app.compute.run('count', text)),
    ]);
    await app.ledger
      .record({
        tool: tool.name,
        ...rendered.usage,
        returned,
        sent: sent.reduce((sum, tokens) => sum + tokens, 0),
      })
      .catch((thrown: unknown) => app.log.warn('usage could not be recorded', { cause: thrown }));
    return returned;
  } catch (thrown) {
    app.log.warn('a result could not be counted', { tool: tool.name, cause: thrown });
    return undefined;
  }
}

function toResult({ text, figures, failed }: Rendered, tokens: number | undefined): CallToolResult {
  const returned = { tokens: tokens ?? null, tokenizer: 'o200k_base', exact: true };
  return {
    content: [{ type: 'text', text }],
    ...(failed ? { isError: true } : {}),
    _meta: { [FIGURES]: { ...figures, returned } },
  };
}
