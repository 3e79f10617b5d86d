import type { Fact, FactExtractor } from './fact.js';
import { date } from './facts/date.js';
import { errorLocation } from './facts/error-location.js';
import { exitCode } from './facts/exit-code.js';
import { exportedSignature } from './facts/exported-signature.js';
import { failingTest } from './facts/failing-test.js';
import { httpStatus } from './facts/http-status.js';
import { identifier } from './facts/identifier.js';
import { negation } from './facts/negation.js';
import { number } from './facts/number.js';
import { numberWithUnit } from './facts/number-with-unit.js';
import { path } from './facts/path.js';
import { url } from './facts/url.js';

/** Every kind of fact, the critical ones first: the order of reports. */
export const factExtractors: readonly FactExtractor[] = [
  errorLocation,
  failingTest,
  exitCode,
  httpStatus,
  exportedSignature,
  negation,
  identifier,
  path,
  url,
  numberWithUnit,
  date,
  number,
];

const criticalKinds: ReadonlySet<string> = new Set(
  factExtractors.filter((extractor) => extractor.critical).map((extractor) => extractor.name),
);

/** Whether facts of this kind may never be taken out. */
export function isCritical(kind: string): boolean {
  return criticalKinds.has(kind);
}

/** All facts of a text, distinct, by kind in the order of {@link factExtractors}. Linear. */
export function factsOf(text: string): readonly Fact[] {
  return factExtractors.flatMap((extractor) => extractor.extract(text));
}
