// Runs every benchmark, or those named: `npm run bench -- tokens outline`. Each prints ratios measured in one run.
// Options are for the benchmarks named before them: `npm run bench -- recall --language go`.
import { availableParallelism } from 'node:os';

const BENCHES = ['savings', 'tokens', 'startup', 'outline', 'throughput', 'recall', 'repo-map'];

const args = process.argv.slice(2);
const firstOption = args.findIndex((arg) => arg.startsWith('-'));
const names = firstOption < 0 ? args : args.slice(0, firstOption);
const options = args.slice(names.length);
const unknown = names.filter((name) => !BENCHES.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${BENCHES.join(', ')}.`);
  process.exit(2);
}

console.log(`Node ${process.versions.node}, ${process.platform}, ${availableParallelism()} cores.`);
let missed = 0;
for (const name of names.length > 0 ? names : BENCHES) {
  const { run } = await import(`./${name}.js`);
  const { title, rows, notes = [] } = await run(options);
  console.log(`\n${title}`);
  for (const row of rows) {
    if (!row.ok) missed += 1;
    console.log(
      `  ${row.ok ? 'ok  ' : 'MISS'}  ${row.name.padEnd(58)} ${String(row.value).padStart(12)}   aim ${row.aim}`,
    );
  }
  for (const note of notes) console.log(`        ${note}`);
}
console.log(missed === 0 ? '\nEvery aim is met.' : `\n${missed} aims are missed.`);
process.exitCode = missed === 0 ? 0 : 1;
