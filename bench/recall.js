// Whether outlines are complete and their lines right, by the word of others: Python's `ast`, Universal Ctags.
//   npm run bench -- recall [--language NAME]… [--misses N] [--excused N] [--limit FILES] [--trees DIR…]
// --misses prints the first faults, --excused the first of each exception.
// A language without files in the trees is left out. CTXOPT_DIST names another build.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { ctagsVersion } from './recall/ctags.js';
import { measure } from './recall/measure.js';
import { pythonLibrary, pythonVersion } from './recall/python.js';
import { required } from './recall/required.js';

const AIM = 99;
const root = path.resolve(import.meta.dirname, '..');
const dist = path.resolve(process.env.CTXOPT_DIST ?? path.join(root, 'dist'));

/** Sources that others wrote and that are at hand: packages that this repository depends on, Python's library, Node's headers. */
function treesAtHand(hasPython) {
  const headers = path.resolve(process.execPath, '../../include/node');
  const trees = [path.join(root, 'node_modules'), headers, ...(hasPython ? pythonLibrary() : [])];
  return trees.filter((tree) => existsSync(tree));
}

function share(part, whole) {
  // rounded down, so that 100 means all
  return whole === 0 ? 100 : Math.floor((10_000 * part) / whole) / 100;
}

function row(name, part, whole) {
  const percent = share(part, whole);
  return { name, value: `${percent.toFixed(2)} %`, aim: `at least ${AIM} %`, ok: percent >= AIM };
}

function rowsOf({ language, files, definitions, found, spans, exact, symbols, nameless }) {
  return [
    row(`${language}, ${files} files: ${definitions} definitions, recall`, found, definitions),
    row(`${language}: ${spans} spans, exact`, exact, spans),
    row(`${language}: ${symbols} symbols, name in their lines`, symbols - nameless, symbols),
  ];
}

function notesOf({ language, unread, ends, inside, insideFound, exceptions, misses }, most) {
  const kinds = new Map();
  for (const { problem, kind } of misses) {
    const name = `${problem} ${kind}`;
    kinds.set(name, (kinds.get(name) ?? 0) + 1);
  }
  return [
    ...(unread > 0 ? [`${unread} files that the oracle cannot parse are left out`] : []),
    `${ends} last lines are known, ${insideFound} of ${inside} definitions in functions found`,
    ...[...exceptions].flatMap(([reason, faults]) => [
      `but for ${faults.length}: ${reason}`,
      ...faults.slice(0, most.excused).map(described),
    ]),
    ...[...kinds].map(([name, count]) => `${count} ${name}`),
    ...misses.slice(0, most.misses).map(described),
  ].map((note) => `${language}: ${note}`);
}

function described({ problem, kind, name, file, line, startLine = line, endLine = '?', found, source }) {
  const spans = found.map(({ startLine, endLine }) => `${startLine}-${endLine}`).join(', ');
  const compared = spans ? ` (${spans}, due ${startLine}-${endLine})` : '';
  return `${problem} ${kind} ${name} at ${file}:${line}${compared}: ${source.slice(0, 100)}`;
}

/** @param {readonly string[]} args */
export async function run(args = []) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      language: { type: 'string', multiple: true },
      misses: { type: 'string', default: '0' },
      excused: { type: 'string', default: '0' },
      limit: { type: 'string' },
      trees: { type: 'string', multiple: true },
    },
  });
  const [python, ctags] = [pythonVersion(), ctagsVersion()];
  const trees = values.trees ? [...values.trees, ...positionals] : treesAtHand(python !== undefined);
  const [{ languageOf }, { outlineOf }] = await Promise.all(
    ['languages.js', 'outline-of.js'].map(
      (name) => import(pathToFileURL(path.join(dist, 'src/outline', name)).href),
    ),
  );
  const rows = [];
  const notes = [];
  for (const language of values.language ?? Object.keys(required)) {
    const missing =
      required[language].oracle === 'python' ? !python && 'Python' : !ctags && 'Universal Ctags';
    if (missing) {
      notes.push(`${language}: not measured, there is no ${missing} here`);
      continue;
    }
    const limit = values.limit ? Number(values.limit) : undefined;
    const measured = await measure(language, trees, { languageOf, outlineOf }, limit);
    if (measured.files === 0) notes.push(`${language}: no files of it in these trees`);
    else {
      rows.push(...rowsOf(measured));
      notes.push(...notesOf(measured, { misses: Number(values.misses), excused: Number(values.excused) }));
    }
  }
  return {
    title: `outlines against ${[python, ctags].filter(Boolean).join(' and ') || 'nobody'}`,
    rows,
    notes,
  };
}
