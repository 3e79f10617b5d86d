import type { Part } from '../../context/context.js';
import { marker } from '../../context/handle.js';
import type { LocatedFact } from '../fact.js';
import { criticalExtractors } from '../facts.js';
import { linesOf, plainText } from '../gate/plain-text.js';
import { callLabel } from '../part-label.js';
import type { PassEnv } from '../pass.js';
import { figure } from '../report/figures.js';

/** Letters of a last line that tell how a call ended. */
const MAX_ENDING = 80;

/** What facts are called that a digest counts, one and many. */
const COUNTED: Readonly<Record<string, readonly [one: string, many: string]>> = {
  'failing-test': ['failing test', 'failing tests'],
  'error-location': ['error', 'errors'],
  'error-message': ['error message', 'error messages'],
  'assertion-diff': ['assertion', 'assertions'],
  'http-status': ['HTTP error', 'HTTP errors'],
  instruction: ['instruction', 'instructions'],
};

const EXIT_CODE = /^-?\d+/;
/** Markers, and notes of other passes on what stood there. */
const NOTE = /^(?:\[ctxopt: |… )/;

/**
 * What a result comes down to: one line of what was called, its size and how it ended, and below it the lines that say
 * what must not be lost.
 *
 * @param isFile whether the result shows a file, of which the last line tells nothing
 */
export function digestOf(part: Part, isFile: boolean, env: PassEnv): string {
  const facts = criticalExtractors.flatMap(({ extract }) => extract(part.text));
  const lines = linesOf(plainText(part.text));
  const wanted = [...new Set(facts.flatMap((fact) => fact.lines))].sort((a, b) => a - b);
  const kept = wanted.map((at) => lines[at]!).filter((line) => line.trim() !== '');
  const said = [
    ['digest of', callLabel(part) || 'a result'].join(' '),
    sizeOf(part.source.text, env),
    ...outcomes(part, facts),
    ...(isFile || kept.length > 0 ? [] : endingOf(lines)),
  ];
  return [marker(said.join(', '), env.handle(part)), ...kept].join('\n');
}

function sizeOf(text: string, { count }: PassEnv): string {
  const lines = text.split('\n').length - Number(text.endsWith('\n'));
  return `${figure(lines)} ${lines === 1 ? 'line' : 'lines'} of ${figure(count(text))} tokens`;
}

function outcomes({ tool }: Part, facts: readonly LocatedFact[]): readonly string[] {
  const codes = facts.flatMap(({ kind, value }) =>
    kind === 'exit-code' ? (EXIT_CODE.exec(value) ?? []) : [],
  );
  const counted = Object.entries(COUNTED).flatMap(([kind, [one, many]]) => {
    const count = facts.filter((fact) => fact.kind === kind).length;
    return count === 0 ? [] : [count === 1 ? `1 ${one}` : `${figure(count)} ${many}`];
  });
  return [
    ...(codes.length === 0 ? [] : [`exit code ${codes.at(-1)}`]),
    ...(tool?.isError && codes.length === 0 ? ['refused or failed'] : []),
    ...counted,
  ];
}

/** A short last line in its own words, as `Tests 148 passed`. */
function endingOf(lines: readonly string[]): readonly string[] {
  const last = lines.findLast((line) => line.trim() !== '' && !NOTE.test(line))?.slice(0, 4 * MAX_ENDING);
  const said = last?.replace(/[[\]\s\p{C}]+/gu, ' ').trim() ?? '';
  return said === '' || said.length > MAX_ENDING ? [] : [`at its end: ${said}`];
}
