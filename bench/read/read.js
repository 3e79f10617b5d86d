// How much of a repository's code an agent pays for, and how much of the answer it gets: reading the answer files whole,
// repomix, codegraph and ctxopt side by side, on the same files, in one run.
//   npm run bench:read -- [--repos DIR] [--only NAME]… [--set dev|test] [--tool NAME]… [--misses]
import { aims } from './aims.js';
import { findCheckout } from './checkouts.js';
import { measure } from './measure.js';
import { readOptions } from './options.js';
import { installPeers } from './peers.js';
import { loadQuestions } from './questions.js';
import { missesList, missingList, outlinesTable, splitsTable, waysTable } from './report.js';

const { options, repositories } = prepare();
installPeers();
const measured = [];
for (const repository of repositories)
  measured.push({ ...repository, ...(await measure(repository, options.readers)) });
const records = measured.flatMap((repository) => repository.records);
const outlines = measured.flatMap((repository) => repository.outlines);
const asked = measured.flatMap(({ questions }) => questions).length;

const versions = options.readers.map(({ name, version }) => `${name} ${version()}`).join(', ');
const questions = options.set ? `the questions of the set ${options.set}` : 'all questions';
console.log(
  `${versions}; tokens of o200k_base, exact; ${questions}. A map is charged to each question anew, though an agent pays for it once.`,
);
for (const { name, language, commit, questions, records, failures } of measured) {
  print(
    `${name} (${language}, ${commit.slice(0, 10)}), ${questions.length} questions`,
    waysTable(records),
    failures.length > 0
      ? `${failures.length} calls of ctxopt failed, and their errors count as its answers. The first: ${failures[0]}`
      : '',
  );
}
print(`All, ${asked} questions`, waysTable(records));
print('Questions to tune on (dev) and held out (test)', splitsTable(records));
if (outlines.length > 0) {
  print('Outlines of the answer files', outlinesTable([...measured, { name: 'all', outlines }]));
  if (options.misses) print('Not answered in full by ctxopt', missesList(records), missingList(measured));
  const rows = aims(records, outlines);
  print('Aims', rows.map(({ text, ok }) => `- ${ok ? 'ok' : 'MISS'}: ${text}`).join('\n'));
  process.exitCode = rows.every(({ ok }) => ok) ? 0 : 1;
}

function prepare() {
  try {
    const options = readOptions();
    const repositories = loadQuestions(options).map((repository) => ({
      ...repository,
      checkout: findCheckout(repository, options.repos),
    }));
    return { options, repositories };
  } catch (error) {
    console.error(error.message);
    process.exit(2);
  }
}

function print(title, ...texts) {
  console.log(`\n### ${title}\n\n${texts.filter(Boolean).join('\n\n')}`);
}
