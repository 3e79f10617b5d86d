// The question files: one a repository, written before anything was ranked. Each answer names a definition by its
// file, symbol and lines (1-based, inclusive) in the checkout of the named commit.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const frozen = path.join(import.meta.dirname, 'questions');

/**
 * Repositories with their questions, in the order of their names. A question of an even index is in the set `dev`,
 * which ranking may be tuned on; one of an odd index is in `test`, which is held out.
 * @param {{ only?: readonly string[], set?: 'dev' | 'test', folder?: string }} choice everything, if left out; `folder` holds the files
 */
export function loadQuestions({ only, set, folder = frozen } = {}) {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => path.basename(file, '.json'))
    .sort();
  const unknown = (only ?? []).filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new Error(`There are no questions on ${unknown.join(', ')}, only on ${names.join(', ')}.`);
  return names.filter((name) => !only || only.includes(name)).map((name) => load(folder, name, set));
}

function load(folder, name, set) {
  const { questions, ...repository } = JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8'));
  const all = questions.map((question, index) => ({
    ...question,
    index,
    set: index % 2 === 0 ? 'dev' : 'test',
    files: [...new Set(question.answers.map(({ file }) => file))],
  }));
  return { name, ...repository, questions: all.filter((question) => !set || question.set === set) };
}
