// Puts every input to every tool and judges what came out.
import { corpus } from './corpus.js';
import { readFrozen } from './frozen.js';
import { judgeOf } from './judge.js';
import { load } from './load.js';
import { factsOf, isHard } from './rules/rules.js';
import { tokensOf } from './tools/ctxopt.js';

/**
 * The inputs that are there, with their facts. What tools print here and now is never quite what it was where the facts were
 * frozen: then they are drawn anew by the same rules, and that is said. Any other input that differs is left out.
 * @returns {{ inputs: object[], notes: string[] }}
 */
export function loadInputs({ data, only, set, input: wanted }) {
  const frozen = new Map(only.flatMap(readFrozen).map((input) => [input.path, input]));
  const notes = [];
  const entries = corpus(data).filter(({ kind }) => only.includes(kind));
  const there = new Set(entries.map(({ path }) => path));
  for (const { path } of frozen.values()) if (!there.has(path)) notes.push(`missing: ${path}`);
  const inputs = entries
    .filter((entry) => (!set || entry.set === set) && entry.path.includes(wanted))
    .flatMap((entry) => {
      const input = load(data, entry);
      const known = frozen.get(entry.path);
      if (!input) return skip(`missing: ${entry.path}`);
      if (known?.sha256 === input.sha256) return [{ ...entry, ...input, facts: known.facts }];
      if (!entry.path.startsWith('tool-outputs/'))
        return skip(`not the text that the facts are about: ${entry.path}`);
      notes.push(`facts drawn anew: ${entry.path}`);
      return [{ ...entry, ...input, facts: factsOf(entry.kind, input.parts) }];
    });
  return { inputs, notes };

  function skip(note) {
    notes.push(note);
    return [];
  }
}

/**
 * What a tool makes of an input.
 * - `hard`: facts that must stand in the text; `kept`: those that do; `held`: all facts that stand there or under a handle
 * - `lost`: the hard facts that do not stand in the text, each with whether a handle has it
 */
export async function measure(input, tool) {
  const { texts, originals, tokens, seconds } = await tool.run(input);
  const sources = new Map(input.parts.map(({ at, text }) => [at, { text, lines: text.split('\n') }]));
  const inText = judgeOf(texts);
  const reachable = judgeOf([...texts, ...originals.map((text) => ({ at: undefined, text }))]);
  const judged = input.facts.map((fact) => {
    const { lines, text } = sources.get(fact.at);
    const kept = inText(fact, lines, text);
    return { fact, kept, held: kept || (originals.length > 0 && reachable(fact, lines, text)) };
  });
  const hard = judged.filter(({ fact }) => isHard(fact.kind));
  return {
    tool,
    input,
    before: tokensOf(input),
    after: tokens,
    seconds,
    bytes: Buffer.byteLength(input.body),
    facts: judged.length,
    held: judged.filter(({ held }) => held).length,
    hard: hard.length,
    kept: hard.filter(({ kept }) => kept).length,
    lost: hard
      .filter(({ kept }) => !kept)
      .map(({ fact, held }) => ({ fact, held, lines: sources.get(fact.at).lines })),
  };
}
