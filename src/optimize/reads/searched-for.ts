import type { Part } from '../../context/context.js';
import { commandsOf } from './shell-commands.js';

/** A search's arguments: what it looked for, as literally as can be told, and the rest of its command line. */
export interface Search {
  /** Texts of which each hit holds one; empty if its pattern is too much of one. */
  readonly texts: readonly string[];
  /** The command line, or the place that a tool was given. */
  readonly where: string;
}

const PROGRAM = /^(?:[ef]?grep|rg|ag|ack|git(?: --no-pager)? grep)\s+/;
const TOOL = /(?:^|[_.:-])(?:grep|ripgrep|grep_?search|search_?(?:files|code|text|for_?pattern))$/i;
/** Options whose value is the next word. */
const WITH_VALUE =
  /^(?:-[a-zA-Z]*[ABCmgtTfdD]|--(?:after-context|before-context|context|max-count|glob|iglob|type|type-not|file|max-depth))$/;
const WORDS = /'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|(\S+)/g;
/** Letters that a text must have to be looked for. */
const SHORTEST = 3;
/** Letters of a pattern that are read. */
const LONGEST = 2000;

/** What the part is the answer to; undefined if that was no search in files. Linear. */
export function searchedFor(part: Part): Search | undefined {
  const { name = '', input = {} } = part.tool ?? {};
  const { pattern, path, glob } = input;
  if (TOOL.test(name) && typeof pattern === 'string') {
    return {
      texts: literalsOf(pattern),
      where: [path, glob].filter((at) => typeof at === 'string').join(' '),
    };
  }
  const command = commandsOf(input.command ?? input.cmd).find((run) => PROGRAM.test(run));
  if (command === undefined) return undefined;
  return { texts: literalsOf(patternIn(command.replace(PROGRAM, ''))), where: command };
}

/** The first word that is no option, or the value of `-e`. */
function patternIn(line: string): string {
  let skips = false;
  let isPattern = false;
  for (const [, single, double, bare] of line.matchAll(WORDS)) {
    const word = single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? bare ?? '';
    if (isPattern) return word;
    if (skips) skips = false;
    else if (bare === undefined || !bare.startsWith('-')) return word;
    else if (/^(?:-[a-zA-Z]*e|--regexp)$/.test(bare)) isPattern = true;
    else skips = WITH_VALUE.test(bare);
  }
  return '';
}

/** The longest literal text of each alternative of a regular expression; none if one has no such text. */
function literalsOf(pattern: string): readonly string[] {
  const texts = pattern
    .slice(0, LONGEST)
    .split(/\\?\|/)
    .map((alternative) => {
      const runs = alternative
        .replace(/\\b|\\[<>]/g, '\n')
        .replace(/\\([^A-Za-z0-9])/g, '$1')
        .split(/\\[A-Za-z0-9]|\.[*+?]|[[\](){}*+?^\n]/);
      return runs.reduce((longest, run) => (run.length > longest.length ? run : longest), '').trim();
    });
  return texts.every((text) => text.length >= SHORTEST) ? texts : [];
}
