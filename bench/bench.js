// Runs every benchmark, or those named: `npm run bench -- tokens outline`. Each prints ratios measured in one run.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

const BENCHES = ['savings', 'tokens', 'startup', 'outline', 'optimize'];

const { positionals } = parseArgs({ allowPositionals: true });
const unknown = positionals.filter((name) => !BENCHES.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${BENCHES.join(', ')}.`);
  process.exit(2);
}

console.log(`Node ${process.versions.node}, ${process.platform}, ${availableParallelism()} cores.`);
let missed = 0;
for (const name of positionals.length > 0 ? positionals : BENCHES) {
  const { run } = await import(`./${name}.js`);
  const { title, rows } = await run();
  console.log(`\n${title}`);
  for (const row of rows) {
    if (!row.ok) missed += 1;
    console.log(
      `  ${row.ok ? 'ok  ' : 'MISS'}  ${row.name.padEnd(58)} ${String(row.value).padStart(12)}   aim ${row.aim}`,
    );
  }
}
console.log(missed === 0 ? '\nEvery aim is met.' : `\n${missed} aims are missed.`);
process.exitCode = missed === 0 ? 0 : 1;
