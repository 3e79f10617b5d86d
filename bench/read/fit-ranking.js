// Fits the weights that definitions are ranked by for a question, and prints them as src/repo/ranking-weights.ts has them.
// Fitted on the questions of `tuning/` and on those of an even index of `questions/`; the odd ones are held out.
//   npm run fit:ranking -- [--repos DIR]
// The same checkouts give the same numbers.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findCheckout } from './checkouts.js';
import { fitLogit } from './fit-logit.js';
import { loadQuestions } from './questions.js';
import { rankingRows } from './ranking-rows.js';

/** The weight of a role, which is not fitted: the questions are about source code, and tests must step back from others too. */
const ROLE = 2;

const { repos } = parseArgs({ options: { repos: { type: 'string' } } }).values;
const repositories = [
  ...loadQuestions({ set: 'dev' }),
  ...loadQuestions({ folder: path.join(import.meta.dirname, 'tuning') }),
];
const all = [];
for (const repository of repositories) {
  const rows = await rankingRows(repository, findCheckout(repository, repos));
  all.push({ name: repository.name, rows });
  console.error(`${repository.name}: ${rows.length} questions`);
}
const names = Object.keys(all[0].rows[0].candidates[0].features).filter((name) => name !== 'role');
const weights = fitLogit(all.flatMap(({ rows }) => rows).map(choiceOf));
console.log([`role: ${ROLE},`, ...names.map((name, at) => `${name}: ${weights[at].toFixed(2)},`)].join('\n'));

// Each repository by weights that were fitted on the others: what to expect of one that was never seen.
let [first, five, answers] = [0, 0, 0];
for (const { name, rows } of all) {
  const others = all.filter((other) => other.name !== name).flatMap((other) => other.rows);
  const foreign = fitLogit(others.map(choiceOf));
  for (const row of rows) {
    const { vectors, chosen, known } = choiceOf(row);
    const scores = vectors.map((vector, i) =>
      vector.reduce((sum, value, at) => sum + value * foreign[at], known[i]),
    );
    const places = chosen.map((at) => scores.filter((score) => score > scores[at]).length);
    first += places.filter((place) => place < 1).length;
    five += places.filter((place) => place < 5).length;
    answers += row.answers;
  }
}
const share = (part) => `${((100 * part) / answers).toFixed(1)} %`;
console.log(
  `Of ${answers} answers in repositories left out of the fit: ${share(first)} first, ${share(five)} among five`,
);

function choiceOf({ candidates, chosen }) {
  return {
    vectors: candidates.map(({ features }) => names.map((name) => features[name])),
    known: candidates.map(({ features }) => ROLE * features.role),
    chosen,
  };
}
