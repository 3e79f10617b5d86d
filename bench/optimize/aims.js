import { sumOf } from './report.js';

/** The least share of the tokens that `balanced` is to save, by kind; of the others nothing is asked. */
const SAVED = { logs: 0.6, tests: 0.6, json: 0.4, trajectory: 0.3, session: 0.33 };
const LOSSLESS = 0.15;

/** What ctxopt should reach, each with what it does: rows of a kind at a level, and everything together at `lossless`. */
export function aimsOf(records) {
  const of = (level, kind) =>
    records.filter(({ tool, input }) => tool.level === level && (!kind || input.kind === kind));
  const kinds = [...new Set(of('balanced').map(({ input }) => input.kind))];
  const aims = kinds.flatMap((kind) => {
    const ours = sumOf(of('balanced', kind));
    const rivals = peersOf(records.filter(({ input }) => input.kind === kind));
    return [
      {
        text: `${kind}, balanced: facts in the text ${percent(ours.recall)}, all of them`,
        ok: ours.recall === 1,
      },
      SAVED[kind] && atLeast(`${kind}, balanced: saved`, ours.saved, SAVED[kind]),
      ...rivals.map(({ name, theirs, same }) => ({
        text: `${kind}: saved ${percent(same.saved)} with ${percent(same.recall)} of the facts, ${name} ${percent(theirs.saved)} with ${percent(theirs.recall)}: more, or more faithful`,
        ok: same.recall > theirs.recall || (same.recall === theirs.recall && same.saved >= theirs.saved),
      })),
    ].filter(Boolean);
  });
  const lossless = of('lossless');
  return lossless.length > 0
    ? [...aims, atLeast('everything, lossless: saved', sumOf(lossless).saved, LOSSLESS)]
    : aims;
}

/** Each peer's sums, and ours at `balanced` on the same inputs. */
function peersOf(records) {
  const names = [...new Set(records.filter(({ tool }) => !tool.level).map(({ tool }) => tool.name))];
  return names.map((name) => {
    const theirs = records.filter(({ tool }) => tool.name === name);
    const inputs = new Set(theirs.map(({ input }) => input));
    const same = records.filter(({ tool, input }) => tool.level === 'balanced' && inputs.has(input));
    return { name, theirs: sumOf(theirs), same: sumOf(same) };
  });
}

function atLeast(what, value, least) {
  return { text: `${what} ${percent(value)}, at least ${percent(least)}`, ok: value >= least };
}

function percent(fraction) {
  return `${(fraction * 100).toFixed(1)} %`;
}
