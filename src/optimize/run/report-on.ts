import type { Tokenizer } from '../../tokens/tokenizer.js';
import type { Pass } from '../pass.js';
import { plural } from '../report/figures.js';
import type { BudgetReport, FactsReport, Level, OptimizeReport } from '../report/report.js';
import { passReport, type Tally } from './tally.js';

/** What a report is made of. Counts are tokens. */
export interface Outcome {
  readonly options: { readonly level: Level; readonly budget?: number; readonly tokenizer: Tokenizer };
  readonly before: number;
  readonly after: number;
  /** What no pass may change: a cached prefix, what is not editable, the words of user, assistant and system. */
  readonly fixed: { readonly frozen: number; readonly uneditable: number; readonly words: number };
  readonly tallies: ReadonlyMap<Pass, Tally>;
  readonly facts: FactsReport;
}

/** The report on a run that ended so. */
export function reportOn(outcome: Outcome): OptimizeReport {
  const { options, before, after, tallies, facts } = outcome;
  const passes = Array.from(tallies, ([pass, tally]) => passReport(pass, tally));
  const undone = new Set([...tallies.values()].flatMap((tally) => [...tally.undone])).size;
  const { tokenizer, level, budget } = options;
  return {
    tokenizer: { id: tokenizer.id, exact: tokenizer.exact },
    level,
    before,
    after,
    passes,
    facts,
    putBack: passes.reduce((sum, pass) => sum + pass.putBack, 0),
    undone,
    ...(budget === undefined ? {} : { budget: budgetReport(budget, outcome, undone) }),
    ...(after < before ? {} : { unchanged: reasonForNothing(outcome, undone) }),
  };
}

function budgetReport(asked: number, outcome: Outcome, undone: number): BudgetReport {
  const { after: reached, fixed, options } = outcome;
  if (reached <= asked) return { asked, met: true, reached };
  const obstacles = [
    standing(fixed.frozen, 'in a cached prefix, which must not change'),
    standing(fixed.uneditable, 'in parts that must not be edited'),
    fixed.words > 0
      ? `${plural(fixed.words, 'token')} ${fixed.words === 1 ? 'is' : 'are'} words of user, assistant and system, which are not rewritten`
      : '',
    undone > 0 ? `${plural(undone, 'part')} could be shorter only without facts that must survive` : '',
    options.level === 'lossless' ? 'level lossless takes nothing out; balanced would' : '',
  ].filter((obstacle) => obstacle !== '');
  return { asked, met: false, reached, obstacle: obstacles.join('; ') || 'no pass found more that could go' };
}

function standing(tokens: number, where: string): string {
  return tokens > 0 ? `${plural(tokens, 'token')} ${tokens === 1 ? 'stands' : 'stand'} ${where}` : '';
}

function reasonForNothing({ before, fixed, options }: Outcome, undone: number): string {
  if (before === 0) return 'there is no text in it';
  if (fixed.frozen + fixed.uneditable >= before) return 'all of it is cached or must not be edited';
  if (undone > 0) return `${plural(undone, 'part')} could be shorter only without facts that must survive`;
  if (options.level === 'lossless') return 'nothing can go without a loss; level balanced may find more';
  return 'no pass found anything to take out';
}
