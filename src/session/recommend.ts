import type { UsageEvent } from '../store/store.js';
import { groupBy } from './group-by.js';
import { isUnmeasured } from './unmeasured.js';

/** A rule finds advice of one kind in the ledger, each with the tokens (`o200k_base`) that it was measured to concern. */
type Rule = (events: readonly UsageEvent[]) => readonly Advice[];

interface Advice {
  readonly tokens: number;
  readonly text: string;
}

/** Below this many tokens advice costs more than it saves. */
const WORTH = 200;

/** A whole read of so many tokens should have begun with the outline. */
const LARGE = 4_000;

/** So many advices of one rule at most. */
const EACH = 3;

/** What would have saved more, by what was measured, the most tokens first. Empty if there is nothing to better. */
export function recommendations(events: readonly UsageEvent[]): readonly string[] {
  return rules
    .flatMap((rule) =>
      [...rule(events)]
        .filter(({ tokens }) => tokens >= WORTH)
        .sort((a, b) => b.tokens - a.tokens)
        .slice(0, EACH),
    )
    .sort((a, b) => b.tokens - a.tokens)
    .map(({ text }) => text);
}

/** The same version of a file read whole more than once in a session. */
const unchangedRereads: Rule = (events) =>
  [
    ...groupBy(wholeReads(events), ({ session, project, file, version }) =>
      JSON.stringify([session, project, file, version]),
    ).values(),
  ]
    .filter((reads) => reads.length > 1)
    .map((reads) => {
      const tokens = returned(reads.slice(1));
      return {
        tokens,
        text:
          `${reads[0]!.file} was read whole ${reads.length} times in one session though unchanged: ` +
          `${number(tokens)} tokens after the first. Quote its version tag back as \`since\`.`,
      };
    });

/** Files read whole that are large; the last size counts. */
const largeReads: Rule = (events) =>
  [...groupBy(wholeReads(events), ({ project, file }) => JSON.stringify([project, file])).values()]
    .map((reads) => reads.at(-1)!)
    .filter((read) => read.returned >= LARGE)
    .map((read) => ({
      tokens: read.returned,
      text:
        `${read.file} was read whole for ${number(read.returned)} tokens. ` +
        'Ask for view "outline", then for the one symbol or lines that are needed.',
    }));

/** Originals fetched back so much that taking them out paid little. */
const retrievals: Rule = (events) => {
  const fetched = events.filter((event) => event.view === 'original');
  const optimized = events.filter((event) => event.view === 'optimize');
  const saved = optimized.reduce((sum, event) => sum + Math.max(0, event.baseline - event.returned), 0);
  const tokens = returned(fetched);
  if (fetched.length < 3 || tokens * 4 < saved) return [];
  return [
    {
      tokens,
      text:
        `Originals were fetched back ${fetched.length} times for ${number(tokens)} tokens` +
        `${saved > 0 ? `, of ${number(saved)} saved by optimize_context` : ''}. ` +
        'Optimize less: a gentler level, or `preserve` for what is needed.',
    },
  ];
};

const errors: Rule = (events) => {
  const failed = events.filter((event) => event.view === 'error');
  const tokens = returned(failed) + sent(failed);
  if (failed.length < 3) return [];
  return [
    {
      tokens,
      text:
        `${failed.length} of ${events.length} calls ended in an error, for ${number(tokens)} tokens. ` +
        'Their hints say what to do; `ctxopt doctor` checks the setup.',
    },
  ];
};

const loss: Rule = (events) => {
  const tokens = lost(events.filter((event) => !isUnmeasured(event)));
  if (tokens <= 0) return [];
  const reads = events.filter((event) => event.file !== undefined && event.view !== 'original');
  return [
    {
      tokens,
      text:
        `So far the MCP tools have cost ${number(tokens)} tokens more than they saved, their schemas not counted.` +
        (lost(reads) > 0 ? " If your files are small, the client's own reader is enough for them." : ''),
    },
  ];
};

const rules: readonly Rule[] = [loss, unchangedRereads, largeReads, retrievals, errors];

function wholeReads(events: readonly UsageEvent[]): readonly UsageEvent[] {
  return events.filter((event) => event.view === 'full' && event.file !== undefined);
}

function returned(events: readonly UsageEvent[]): number {
  return events.reduce((sum, event) => sum + event.returned, 0);
}

function sent(events: readonly UsageEvent[]): number {
  return events.reduce((sum, event) => sum + event.sent, 0);
}

function lost(events: readonly UsageEvent[]): number {
  return returned(events) + sent(events) - events.reduce((sum, event) => sum + event.baseline, 0);
}

function number(tokens: number): string {
  return tokens.toLocaleString('en-US');
}
