import { percent, sumOf, sumOutlines } from './report.js';

/** What ctxopt should reach over all questions asked, each with what it does. */
export function aims(records, outlines) {
  const by = (tool, kind) => sumOf(records.filter((record) => record.tool === tool && record.kind === kind));
  const ours = by('ctxopt', 'question');
  const { whole, outline, exported, missing } = sumOutlines(outlines);
  const peers = records
    .filter(({ tool }) => tool !== 'ctxopt' && tool !== 'reference')
    .reduce((best, { tool, kind }) => Math.max(best, by(tool, kind).perThousand), 0);
  return [
    atLeast('tokens fewer than the answer files whole', 1 - ours.tokens / ours.baseline, 0.9),
    atLeast('answers in full', ours.full / ours.answers, 0.95),
    peers > 0 && {
      text: `answers in full per 1,000 tokens: ${ours.perThousand.toFixed(2)}, more than any peer's ${peers.toFixed(2)}`,
      ok: ours.perThousand > peers,
    },
    atLeast('outlines smaller than their files', 1 - outline / whole, 0.75),
    atLeast('exported signatures in the outlines', 1 - missing / exported, 1),
  ].filter(Boolean);
}

function atLeast(what, value, least) {
  return { text: `${what}: ${percent(value)}, at least ${percent(least)}`, ok: value >= least };
}
