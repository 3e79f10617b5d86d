// Runs the recipes and the sessions and writes what the tools print into DIR/tool-outputs: node bench/optimize/outputs/make.js DIR [NAME]…
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { breakFile, createCopies, runIn } from './copies.js';
import { playSession } from './play-session.js';
import { RECIPES } from './recipes.js';
import { SESSIONS } from './sessions.js';

const [data, ...names] = process.argv.slice(2);
if (!data) throw new Error('usage: node bench/optimize/outputs/make.js DIR [NAME]…');
const wanted = ({ name }) => names.length === 0 || names.includes(name);
const folder = path.join(data, 'tool-outputs');
mkdirSync(folder, { recursive: true });
const codes = path.join(folder, 'exit-codes.json');
const exitCodes = existsSync(codes) ? JSON.parse(readFileSync(codes, 'utf8')) : {};
const copies = createCopies(path.resolve(data));
try {
  for (const recipe of RECIPES.filter(wanted))
    make(recipe, ({ name, command }, copy) => {
      const { text, exitCode } = runIn(copy, command);
      write(`${name}.txt`, text);
      exitCodes[name] = exitCode;
      console.log(`${name}: ${text.length} letters, exit code ${exitCode}`);
    });
  for (const session of SESSIONS.filter(wanted))
    make(session, ({ name, steps }, copy) => {
      const body = playSession(copy, steps);
      write(`${name}.json`, `${JSON.stringify(body, null, 1)}\n`);
      console.log(`${name}: ${body.messages.length} messages`);
    });
  writeFileSync(codes, `${JSON.stringify(exitCodes, null, 1)}\n`);
} finally {
  copies.close();
}

function make(recipe, run) {
  const copy = recipe.inPlace ? path.resolve(data, recipe.repository) : copies.fresh(recipe.repository);
  if (!copy || !existsSync(copy)) return console.log(`${recipe.name}: no checkout of ${recipe.repository}`);
  for (const change of recipe.breaks ?? []) breakFile(copy, change);
  run(recipe, copy);
}

function write(name, text) {
  writeFileSync(path.join(folder, name), text);
}
