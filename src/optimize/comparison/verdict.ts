import { figure } from '../report/figures.js';

/** What became of the facts of one kind. */
export interface FactLoss {
  readonly kind: string;
  /** Whether its reader is misled without it. */
  readonly critical: boolean;
  /** Distinct facts in the before side. */
  readonly before: number;
  /** Those that are neither in the after side nor under a handle in it. */
  readonly gone: number;
  /** Those that are only under a handle. */
  readonly retrievable: number;
  /** Some of those gone; if none is, of those only retrievable. */
  readonly samples: readonly string[];
}

/**
 * - `safe`: no fact is gone; at most facts that are not critical have to be fetched by a handle.
 * - `review`: facts that are not critical are gone, or critical ones have to be fetched.
 * - `lossy`: a critical fact is gone, or more than a tenth of all facts.
 */
export type Verdict = 'safe' | 'review' | 'lossy';

/** Share of the facts that may be gone before a shortening is called lossy. */
const TOLERATED = 0.1;

/** The verdict, and its reasons for people, the gravest first. */
export function verdictOn(losses: readonly FactLoss[]): {
  readonly verdict: Verdict;
  readonly reasons: readonly string[];
} {
  const total = sum(losses, (loss) => loss.before);
  const gone = sum(losses, (loss) => loss.gone);
  const retrievable = sum(losses, (loss) => loss.retrievable);
  const share = gone / Math.max(total, 1);
  const critical = losses.filter((loss) => loss.critical);
  const lossy = [
    ...critical.filter((loss) => loss.gone > 0).map((loss) => told(loss.gone, loss, 'gone')),
    ...(share > TOLERATED
      ? [`${Math.round(share * 100)} % of all facts are gone: ${figure(gone)} of ${figure(total)}`]
      : []),
  ];
  const review = [
    ...losses.filter((loss) => !loss.critical && loss.gone > 0).map((loss) => told(loss.gone, loss, 'gone')),
    ...critical
      .filter((loss) => loss.retrievable > 0 && loss.gone === 0)
      .map((loss) => told(loss.retrievable, loss, 'only under a handle')),
  ];
  if (lossy.length > 0) return { verdict: 'lossy', reasons: [...lossy, ...review] };
  if (review.length > 0) return { verdict: 'review', reasons: review };
  if (total === 0) return { verdict: 'safe', reasons: ['No facts were at stake'] };
  const all = total === 1 ? 'The one fact is there' : `All ${figure(total)} facts are there`;
  const fetched = retrievable === 0 ? '' : ` or, ${figure(retrievable)} of them, under a handle`;
  return { verdict: 'safe', reasons: [all + fetched] };
}

function told(count: number, { kind, before, samples }: FactLoss, fate: string): string {
  return `${figure(count)} of ${figure(before)} ${kind} facts ${fate}, e.g. ${samples[0]}`;
}

function sum(losses: readonly FactLoss[], of: (loss: FactLoss) => number): number {
  return losses.reduce((total, loss) => total + of(loss), 0);
}
