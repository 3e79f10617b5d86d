// Draws the facts of every input by the rules and writes them down: node bench/optimize/freeze.js DIR [KIND]…
// With --show a sample of what was drawn is printed, to be read.
import { parseArgs } from 'node:util';
import { corpus, KINDS } from './corpus.js';
import { writeFrozen } from './frozen.js';
import { load } from './load.js';
import { textAt } from './places.js';
import { factsOf } from './rules/rules.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { show: { type: 'string' }, only: { type: 'string' } },
});
const [data, ...kinds] = positionals;
if (!data) throw new Error('usage: node bench/optimize/freeze.js DIR [KIND]… [--show COUNT] [--only PATH]');

for (const kind of kinds.length > 0 ? kinds : KINDS) {
  const inputs = corpus(data)
    .filter((entry) => entry.kind === kind)
    .flatMap((entry) => {
      const input = load(data, entry);
      if (!input) console.log(`missing: ${entry.path}`);
      return input ? [{ ...entry, ...input, facts: factsOf(kind, input.parts) }] : [];
    });
  if (!values.only) writeFrozen(kind, inputs);
  const counts = inputs
    .flatMap(({ facts }) => facts)
    .reduce((sums, fact) => sums.set(fact.kind, (sums.get(fact.kind) ?? 0) + 1), new Map());
  console.log(
    `${kind}: ${inputs.length} inputs, ${[...counts].map(([name, count]) => `${count} ${name}`).join(', ')}`,
  );
  if (values.show)
    for (const input of inputs.filter(({ path }) => path.includes(values.only ?? '')))
      show(input, Number(values.show));
}

function show({ path, parts, facts }, count) {
  console.log(`\n## ${path}, ${facts.length} facts`);
  const step = Math.max(1, Math.floor(facts.length / count));
  for (const { kind, at, places } of facts.filter((_, index) => index % step === 0)) {
    const lines = parts.find((part) => part.at === at).text.split('\n');
    console.log(
      `${kind} ${at} ${places.length > 3 ? `${places.length} places, ` : ''}${places
        .slice(0, 3)
        .map((place) => JSON.stringify(textAt(lines, place).slice(0, 160)))
        .join(' | ')}`,
    );
  }
}
