import type { Handle } from '../../context/handle.js';
import type { PassKind } from '../pass.js';

export type Level = 'lossless' | 'balanced' | 'aggressive';

/** What one pass did, over all sweeps. */
export interface PassReport {
  readonly name: string;
  readonly kind: PassKind;
  /** Tokens. */
  readonly saved: number;
  /** Parts that it made smaller. */
  readonly parts: number;
  /** Parts that it broke its contract on, so that they stayed as they were: grown, preserved, not editable. */
  readonly reverted: number;
  /** Critical facts that it took out and the gate put back. */
  readonly putBack: number;
  /** Parts on which the gate undid it. */
  readonly undone: number;
  /** Why its work was not taken at all: it threw, or broke the contract of a pass. */
  readonly skipped?: string;
  /** A bug that the gate caught and undid, for people: a lossless pass lost facts. */
  readonly fault?: string;
}

/** Facts of one kind that are in none of the result's parts, and the handle under which they still are. */
export interface LeftOut {
  readonly kind: string;
  readonly count: number;
  /** A few of the values, each cut to 80 code units; first those that no range tells of. */
  readonly samples: readonly string[];
  /** How many lie within a range that is shown in their place, and one such range; absent if none does. */
  readonly ranges?: { readonly count: number; readonly sample: string };
  readonly handle: Handle;
}

export interface FactsReport {
  /** Distinct facts in the context as it was given; 0 if no pass changed anything, so that none was at stake. */
  readonly checked: number;
  readonly kept: number;
  readonly leftOut: readonly LeftOut[];
}

export interface BudgetReport {
  /** Tokens. */
  readonly asked: number;
  readonly met: boolean;
  /** Tokens that it got to. */
  readonly reached: number;
  /** What stands in the way, for people; only if it was not met. */
  readonly obstacle?: string;
}

/** What `optimize` did. Plain data; tokens are those of the parts' texts. */
export interface OptimizeReport {
  readonly tokenizer: { readonly id: string; readonly exact: boolean };
  readonly level: Level;
  /** Tokens of the context as it was given. */
  readonly before: number;
  /** Tokens of the result: never more. */
  readonly after: number;
  /** The passes that ran, in their order. */
  readonly passes: readonly PassReport[];
  readonly facts: FactsReport;
  /** Critical facts that passes took out and the gate put back. */
  readonly putBack: number;
  /** Parts on which the gate undid a pass, since it would have lost what must survive. */
  readonly undone: number;
  readonly budget?: BudgetReport;
  /** Why the result is the input; absent if it is smaller. */
  readonly unchanged?: string;
}
