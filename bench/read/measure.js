// Puts one repository's questions to every tool, on the same files, one tool after another.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readWhole, tokenizer } from './baseline.js';
import { copyCheckout, filesOf } from './checkouts.js';
import { definitionOf, readOutput } from './delivered.js';
import { measureOutlines } from './outlines.js';
import { codegraph } from './readers/codegraph.js';
import { ctxopt } from './readers/ctxopt.js';
import { repomix } from './readers/repomix.js';

export const READERS = [ctxopt, codegraph, repomix];

/** What the tools stand between: the files that the answers are in, and no more than the answers. */
const REFERENCES = [
  {
    tool: 'reference',
    kind: 'whole',
    way: 'the answer files whole, as a client reads them',
    textOf: ({ whole }) => whole,
  },
  {
    tool: 'reference',
    kind: 'least',
    way: 'the answers alone, the least that has them all',
    textOf: ({ definitions }) => ({ text: definitions.map(({ lines }) => lines.join('\n')).join('\n') }),
  },
];

/**
 * Each tool has a copy of the commit and a home of its own, so that none reads what another has written.
 * @returns {Promise<{ records: object[], outlines: object[], failures: string[] }>} a record for each question, tool and way:
 * tokens of what the tool gave and of reading the answer files whole, and which answers it shows; each answer file's
 * outline; and the calls that ended in an error, whose text counts as what was given
 */
export async function measure(repository, readers) {
  const { checkout } = repository;
  const scratch = mkdtempSync(path.join(tmpdir(), 'ctxopt-bench-'));
  try {
    const paths = new Set(filesOf(checkout));
    const questions = repository.questions.map((question) => withSources(question, checkout, paths));
    const records = REFERENCES.flatMap(({ textOf, ...way }) =>
      questions.map((question) => recordOf(question, way, output(textOf(question), paths))),
    );
    const failures = [];
    let outlines = [];
    for (const reader of readers) {
      const began = performance.now();
      const folder = path.join(scratch, reader.name, repository.name);
      const home = path.join(scratch, `${reader.name}-home`);
      mkdirSync(path.dirname(folder));
      mkdirSync(home);
      copyCheckout(checkout, folder);
      const open = await reader.open(folder, home);
      try {
        records.push(...(await ask(reader, open, questions, paths)));
        if (open.outline) outlines = await measureOutlines(open, folder, questions, paths);
        failures.push(...(open.failures ?? []));
        const seconds = ((performance.now() - began) / 1000).toFixed(0);
        console.error(`${repository.name}: ${reader.name} asked in ${seconds} s`);
      } finally {
        await open.close();
      }
    }
    return {
      records: records.map((record) => ({ repository: repository.name, ...record })),
      outlines,
      failures,
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** A question with its answers' definitions, and what a client's reader gives of the files they are in. */
function withSources(question, checkout, paths) {
  const definitions = question.answers.map(({ file, symbol, lines }) => {
    if (!paths.has(file)) throw new Error(`${checkout} has no ${file}, which a question names`);
    const [start, end] = lines.split('-').map(Number);
    return definitionOf(file, symbol, readFileSync(path.join(checkout, file), 'utf8'), start, end ?? start);
  });
  return { ...question, definitions, whole: readWhole(checkout, question.files) };
}

async function ask(reader, open, questions, paths) {
  const records = [];
  const add = (question, kind, given) =>
    records.push(recordOf(question, { tool: reader.name, kind, way: reader.ways[kind] }, given));
  const map = output({ text: await open.map() }, paths);
  for (const question of questions) {
    add(question, 'map', map);
    if (open.symbol)
      add(question, 'symbol', both(map, output({ text: await open.symbol(question.definitions[0]) }, paths)));
    if (open.question) add(question, 'question', output({ text: await open.question(question) }, paths));
  }
  return records;
}

/** What a tool gave: its tokens, and what it shows. */
function output({ text, tokens = tokenizer.count(text) }, paths) {
  return { tokens, shows: readOutput(text, paths) };
}

function both(one, other) {
  return {
    tokens: one.tokens + other.tokens,
    shows(definition) {
      const [a, b] = [one.shows(definition), other.shows(definition)];
      return { full: a.full || b.full, named: a.named || b.named };
    },
  };
}

function recordOf(question, way, { tokens, shows }) {
  const answers = question.answers.map((answer, i) => ({ ...answer, ...shows(question.definitions[i]) }));
  return { ...way, question, tokens, baseline: question.whole.tokens, answers };
}
