import { defineOutput, type Regrouped } from '../output.js';
import { lineMatches } from '../programs/recognize-output.js';

/** npm: install, ci, update, audit, outdated. Every vulnerable package stays, with its severity and what fixes it. */
export const npm = defineOutput({
  name: 'npm',
  command: /^npm(?![\w-])/,
  content:
    /^(?:npm (?:warn|WARN) deprecated \S+@\d|npm (?:ERR!|error) code E[A-Z\d]|(?:added|removed|changed) \d+ packages?, (?:(?:and )?(?:added|removed|changed|audited) )|up to date, audited \d+ packages? in )/,
  leaveOut: [
    {
      what: 'requests for funding',
      from: /^\d+ packages? (?:are|is) looking for funding$/,
      to: /^ {2}run `npm fund` /,
    },
    {
      what: 'notices of a new npm',
      line: /^npm notice(?: New (?:major|minor|patch) version of npm | {1,2}Changelog: | To update run: |$)/,
    },
    { what: 'lines of trace', line: /^npm (?:http (?:fetch|cache) |sill |silly |verb |verbose |timing )/ },
    { what: 'deprecations said again', line: /^npm (?:warn|WARN) deprecated /, repeated: true },
  ],
  shorten: [
    // The id names an advisory.
    { line: /^(.+ - )https:\/\/github\.com\/advisories\/(GHSA(?:-\w{4}){3})$/, as: '$1$2', sure: true },
    {
      line: /^Package +Current +Wanted +Latest +Location +Depended by$/,
      as: 'Package Current Wanted Latest (Location, if not in node_modules) Depended by',
    },
    {
      line: /^(\S+) +(\d\S*) +(\d\S*) +(\d\S*) +node_modules\/\1 +(\S+)$/,
      as: '$1 $2 $3 $4 $5',
      sure: true,
    },
  ],
  regroup: [{ find: vulnerableVersions }, { find: ownFolders }],
});

/** `Depends on vulnerable versions of qs`, several in a row. */
const DEPENDS = /^ *Depends on vulnerable versions of (?=\S+$)/;

function* vulnerableVersions(lines: readonly string[]): Iterable<Regrouped> {
  for (let at = 0; at < lines.length; at++) {
    const start = at;
    while (at < lines.length && lineMatches(DEPENDS, lines[at]!)) at++;
    if (at - start < 2) continue;
    const [first, ...more] = lines.slice(start, at).map((line) => line.trimEnd());
    yield { start, end: at, as: [[first, ...more.map((line) => line.replace(DEPENDS, ''))].join(', ')] };
  }
}

/** `node_modules/qs` under `qs  <6.5.3`, where it is the package's only folder. */
function* ownFolders(lines: readonly string[]): Iterable<Regrouped> {
  let name: string | undefined;
  for (let at = 0; at < lines.length; at++) {
    name = /^ *(\S{1,214}) {2}\S/.exec(lines[at]!)?.[1] ?? name;
    if (name === undefined || lines[at]!.trim() !== `node_modules/${name}`) continue;
    const isOnly = ![lines[at - 1], lines[at + 1]].some((line) =>
      line?.trimStart().startsWith('node_modules/'),
    );
    if (isOnly) yield { start: at, end: at + 1, as: [] };
  }
}
