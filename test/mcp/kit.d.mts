import type { App } from '../../src/app.js';
import type { CtxoptError } from '../../src/errors.js';
import type { Resource } from '../../src/mcp/define-resource.js';
import type { Tool } from '../../src/mcp/define-tool.js';

export interface UsageNote {
  readonly tool: string;
  readonly view: string;
  readonly baseline: number;
  readonly returned: number;
  readonly sent: number;
}

/** An App in memory that shows what was done with it. */
export interface TestApp extends App {
  readonly originals: Map<string, string>;
  readonly recorded: UsageNote[];
  readonly logged: { readonly level: string; readonly message: string }[];
  /** Set to make the ledger, or the keeping of originals, fail. */
  readonly broken: { ledger?: boolean; originals?: boolean };
  readonly state: { closed: number };
}

export function createTestApp(): TestApp;
/** Small tools: `echo`, `fail`, `wait` (until cancelled or released), `steps`, `long`, `roots`. */
export function createTools(error: typeof CtxoptError): readonly Tool[];
/** Lets every running `wait` end. */
export function release(): void;
/** `test://calls`, which changes with every call, and `test://original/{handle}`. */
export function createResources(error: typeof CtxoptError): readonly Resource[];
