import { z } from 'zod';
import type { App } from '../app.js';
import type { LongArguments } from '../compute/read-message.js';
import type { Text } from '../context/exact-bytes.js';

/** What a running tool may ask of its caller. */
export interface Call {
  /** Aborts when the caller cancels or goes away. */
  readonly signal: AbortSignal;
  /** Tells how far the work is: steps done of all, and what is being done. Free to call often. */
  progress(done: number, total: number, message: string): void;
  /** Absolute folders that the client calls its workspace; empty if it names none. */
  roots(): Promise<readonly string[]>;
  /** The arguments among {@link Tool.long} that were long; in the input an empty string or list stands for each. */
  readonly long?: LongArguments;
}

/** How a call is to be accounted, see `UsageEvent`. */
export interface ToolUsage {
  readonly view: string;
  readonly file?: string;
  readonly version?: string;
  /** Tokens that a client without ctxopt would have put into the window for this. */
  readonly baseline: number;
  /** Where a result stands for several files: which, and what of the baseline each is. */
  readonly reads?: readonly { readonly file: string; readonly version: string; readonly baseline: number }[];
}

export interface ToolOutput {
  /** What stands above the text, set off by an empty line. */
  readonly summary?: string;
  /** What the model reads. */
  readonly text: Text;
  /** The same for programs. */
  readonly figures: Readonly<Record<string, unknown>>;
  /** Absent for a result that claims no saving. */
  readonly usage?: ToolUsage;
  /** Says how to get what was left out, should the text be too long to be given whole. */
  readonly rest?: string;
  /** Whether the text is a JSON list of messages: one that is too long is given as far as whole messages go. */
  readonly messages?: boolean;
  /** Whether the errors and failures in what is left out for that reason are told of all the same. */
  readonly keepsFacts?: boolean;
}

/** Hints for the client, as MCP defines them. */
export interface ToolAnnotations {
  readonly readOnlyHint?: boolean;
  readonly destructiveHint?: boolean;
  readonly idempotentHint?: boolean;
  readonly openWorldHint?: boolean;
}

/**
 * One MCP tool, as a literal. Every server's start loads all of them, so what only a call needs is imported by `handle`.
 */
export interface Tool<Input extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly title: string;
  /** Its first sentence says when to use the tool: every turn of every client pays for it. */
  readonly description: string;
  readonly input: Input;
  readonly annotations: ToolAnnotations;
  /** Strings and lists among the arguments that come as bytes where they are long, see {@link Call.long}. */
  readonly long?: readonly string[];
  /** @throws CtxoptError for what the caller should know; anything else is shown as `internal` */
  handle(app: App, input: z.output<Input>, call: Call): Promise<ToolOutput>;
}

export function defineTool<Input extends z.ZodObject>(tool: Tool<Input>): Tool<Input> {
  return tool;
}

/** One entry of `tools/list`. */
export interface ListedTool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: { readonly type: 'object'; readonly [key: string]: unknown };
  readonly annotations: ToolAnnotations & { readonly title: string };
}

/** `tools/list` as clients get it: every schema without what a model does not need to call the tool. */
export function listTools(tools: readonly Tool[]): ListedTool[] {
  return tools.map(({ name, title, description, input, annotations }) => ({
    name,
    title,
    description,
    inputSchema: inputSchema(input),
    annotations: { title, ...annotations },
  }));
}

function inputSchema(input: z.ZodObject): ListedTool['inputSchema'] {
  const { $schema: _, ...schema } = z.toJSONSchema(input, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // Unknown arguments are refused by name when the tool is called, and no count comes near 2^53.
      const { additionalProperties, properties } = jsonSchema;
      if (additionalProperties === false) delete jsonSchema.additionalProperties;
      // An object of any shape says so by saying nothing more.
      if (properties && Object.keys(properties).length === 0) {
        delete jsonSchema.properties;
        delete jsonSchema.additionalProperties;
      }
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
  return { ...schema, type: 'object' };
}
