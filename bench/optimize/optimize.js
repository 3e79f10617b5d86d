// How much smaller ctxopt makes what agents carry, and whether what must survive does: on logs, test runs, builds, JSON, diffs,
// searches and whole sessions that are not ours, beside tokenjuice on the same texts. The facts are frozen in `facts/`.
//   npm run bench:optimize -- [--data DIR] [--only KIND]… [--set dev|test] [--tool NAME]… [--input TEXT] [--each] [--misses]
import { aimsOf } from './aims.js';
import { loadInputs, measure } from './measure.js';
import { readOptions } from './options.js';
import { installPeers } from './peers.js';
import { missesList, table } from './report.js';

const options = prepare();
const hasPeers = options.tools.every(({ level }) => level) || installPeers();
const tools = options.tools.filter(({ level }) => level || hasPeers);
const { inputs, notes } = loadInputs(options);
for (const note of notes) console.error(note);
if (inputs.length === 0) {
  console.log(
    `No input is in ${options.data}. Put checkouts of the repositories that bench/optimize/corpus.js names there, and run outputs/make.js.`,
  );
  process.exit(0);
}

const records = [];
for (const tool of tools) {
  await tool.warm?.();
  for (const input of inputs.filter(tool.applies)) records.push(await measure(input, tool));
  console.error(`${tool.name}: ${records.filter((record) => record.tool === tool).length} inputs`);
}

const versions = tools.flatMap(({ name, version }) => (version ? [`${name} ${version()}`] : []));
console.log(
  `${inputs.length} inputs${options.set ? ` of the set ${options.set}` : ''}; tokens of o200k_base, exact, of the texts alone; MB/s of processor time${versions.length > 0 ? `; ${versions.join(', ')} timed with its start` : ''}. repomix packs source files, which none of these inputs is: see bench:read.`,
);
if (options.each)
  print(
    'Each input',
    table(records, ({ input }) => input.path),
  );
print(
  'By kind',
  table(records, ({ input }) => input.kind),
);
print(
  'All',
  table(records, ({ input }) => input.set),
);
const balanced = records.filter(({ tool }) => tool.level === 'balanced');
if (options.misses) print('Lost from the text', missesList(balanced.length > 0 ? balanced : records));
const aims = aimsOf(records);
print('Aims', aims.map(({ text, ok }) => `- ${ok ? 'ok' : 'MISS'}: ${text}`).join('\n'));
process.exitCode = aims.every(({ ok }) => ok) ? 0 : 1;

function prepare() {
  try {
    return readOptions();
  } catch (error) {
    console.error(error.message);
    process.exit(2);
  }
}

function print(title, text) {
  console.log(`\n### ${title}\n\n${text}`);
}
