import type { CriticalExtractor, Fact, FactExtractor, LineExtractor } from './fact.js';
import { assertionDiff } from './facts/assertion-diff.js';
import { date } from './facts/date.js';
import { errorLocation } from './facts/error-location.js';
import { errorMessage } from './facts/error-message.js';
import { exitCode } from './facts/exit-code.js';
import { exportedSignature } from './facts/exported-signature.js';
import { failingTest } from './facts/failing-test.js';
import { httpStatus } from './facts/http-status.js';
import { identifier } from './facts/identifier.js';
import { instruction } from './facts/instruction.js';
import { negation } from './facts/negation.js';
import { number } from './facts/number.js';
import { numberWithUnit } from './facts/number-with-unit.js';
import { path } from './facts/path.js';
import { stackFrame } from './facts/stack-frame.js';
import { todo } from './facts/todo.js';
import { url } from './facts/url.js';
import { warning } from './facts/warning.js';

/** What may never be taken out. */
export const criticalExtractors: readonly CriticalExtractor[] = [
  errorLocation,
  stackFrame,
  errorMessage,
  assertionDiff,
  failingTest,
  exitCode,
  httpStatus,
  instruction,
];

/** What may go where a handle stands for it, and is named then. */
export const lineExtractors: readonly LineExtractor[] = [
  warning,
  exportedSignature,
  negation,
  todo,
  identifier,
  path,
  url,
  numberWithUnit,
  date,
  number,
];

/** Every kind of fact: the order of reports. */
export const factExtractors: readonly FactExtractor[] = [...criticalExtractors, ...lineExtractors];

const criticalKinds: ReadonlySet<string> = new Set(criticalExtractors.map((extractor) => extractor.name));

/** Whether facts of this kind may never be taken out. */
export function isCritical(kind: string): boolean {
  return criticalKinds.has(kind);
}

/** All facts of a text, distinct, by kind in the order of {@link factExtractors}. Linear. */
export function factsOf(text: string): readonly Fact[] {
  return factExtractors.flatMap((extractor) => extractor.extract(text));
}
