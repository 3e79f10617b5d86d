// The ways to treat a session's requests on their way to the provider: each comes to a bill in US dollars.
import { billOf } from '../../dist/src/billing/bill.js';
import { priceOf } from '../../dist/src/billing/price-at.js';
import { aidsFor } from '../../dist/src/compute/aids-for.js';
import { formatNamed } from '../../dist/src/formats/formats.js';
import { optimize } from '../../dist/src/optimize/pipeline.js';
import { DEFAULT_POLICY } from '../../dist/src/proxy/project-policy.js';
import { prove } from '../../dist/src/proxy/prove/prove.js';
import { replay } from '../../dist/src/proxy/prove/replay.js';
import { findModel } from '../../dist/src/tokens/models.js';
import { tokenizerFor } from '../../dist/src/tokens/tokenizer-for.js';

export const WITHOUT = 'without';
export const LEVELS = ['lossless', 'balanced'];
export const naive = (level) => `naive, ${level}`;
export const ours = (level) => `ours, ${level}`;

export const WAYS = [
  { name: WITHOUT, bill: async (turns) => costOf(turns, await replay(turns, {})) },
  ...LEVELS.map((level) => ({
    name: naive(level),
    bill: async (turns) => costOf(turns, await replay(turns, { rewrite: anew(level) })),
  })),
  ...LEVELS.map((level) => ({
    name: ours(level),
    async bill(turns, compute) {
      const recording = { title: 'a session', turns, supposed: [] };
      const proof = await prove(recording, { compute, policy: { ...DEFAULT_POLICY, level } });
      if (proof.warnings.length > 0) throw new Error(proof.warnings.join('; '));
      return proof.with.cost;
    },
  })),
];

function costOf(turns, usages) {
  const costAt = (usage, at) => billOf(usage, priceOf(findModel(turns[at].model), usage));
  return usages.reduce((sum, usage, at) => sum + costAt(usage, at), 0);
}

/**
 * What rewriters of histories do that know of no cache: the same passes as ours over the whole conversation as it stands
 * now, on each turn, whatever was sent on the turn before. Marks of the client stay.
 */
function anew(level) {
  return async ({ endpoint, model }, body) => {
    const { aids } = await aidsFor({ level });
    const format = formatNamed(endpoint.format);
    const text = body.toString();
    const context = { ...format.decode(text), frozen: 0 };
    const { context: smaller } = await optimize(context, { level, tokenizer: tokenizerFor(model), aids });
    return Buffer.from(format.encode(text, smaller));
  };
}
