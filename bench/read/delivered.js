// The rules by which a definition counts as delivered by what a tool put into the window.

/** Names between commas, nothing of code. */
const LIST = /^[^(){};=]*,[^(){};=]*$/;

/**
 * What an output shows of definitions.
 *
 * - **In full**: all lines of the definition that are not blank stand in the output as a run, in order, with nothing
 *   between them. Indentation, and a line number before a line, are left out on both sides. Decorators belong to a definition,
 *   the comment before it does not. A copy of it in another file counts too.
 * - **Named**: delivered in full, or there is a line with the definition's own name as a word (`send` of `res.send`) that
 *   names the definition's file too; or that stands under a line beginning with that file's path, and under no later line
 *   beginning with another's, and gives the definition's first line's number, or has the signature's line as the source has
 *   it, without what opens a body, or is a list of names. So a mere call does not count.
 *
 * @param {string} output everything that the model would see
 * @param {ReadonlySet<string>} files the repository's paths
 * @returns {(definition: object) => { full: boolean, named: boolean }} takes what {@link definitionOf} gives
 */
export function readOutput(output, files) {
  const lines = output.split('\n');
  const run = `\n${lines.map(bare).filter(Boolean).join('\n')}\n`;
  let under;
  const placed = lines.map((line) => {
    const { paths, heads, text } = splitPaths(line, files);
    under = heads ?? under;
    return { text, paths, under };
  });

  const inFull = (definition) => run.includes(`\n${definition.lines.map(bare).filter(Boolean).join('\n')}\n`);
  const named = ({ file, name, start, lines: source }) => {
    const word = wordOf(name);
    const signature = withoutOpening(source.find((line) => word.test(line)) ?? source[0]);
    const first = new RegExp(`(?<![\\w.])${start}(?![\\w.])`);
    const tells = (text) => first.test(text) || text.includes(signature) || LIST.test(text);
    return placed.some(
      ({ text, paths, under }) =>
        word.test(text) && (paths.includes(file) || (under === file && tells(text))),
    );
  };
  return (definition) => {
    const full = inFull(definition);
    return { full, named: full || named(definition) };
  };
}

/**
 * A definition as the rules need it.
 * @param {string} symbol `Class.method` or a bare name
 * @param {string} source its file's text
 * @param {number} start its first line, 1-based
 * @param {number} end its last line
 */
export function definitionOf(file, symbol, source, start, end) {
  return {
    file,
    symbol,
    name: symbol.split(/[.:#]+/).at(-1),
    start,
    lines: source.split('\n').slice(start - 1, end),
  };
}

/** A line without its indentation, its line end and any line number before it. */
function bare(line) {
  return line.replace(/^[\s\d]*\d[:|│→-]?(?=\s|$)/, '').trim();
}

function wordOf(name) {
  return new RegExp(`(?<![\\w$])${name.replace(/[^\w\s]/g, '\\$&')}(?![\\w$])`);
}

/** Without a comment at its end, and without what opens a body or a list of parameters. */
function withoutOpening(line) {
  return line
    .trim()
    .replace(/\s+(?:#|\/\/).*$/, '')
    .replace(/[\s{(:;]+$/, '');
}

/** Begins a line that heads what follows with a file's path, in the tools' several ways. */
const HEADING = /^[\s*#`>-]*(?:<file path="|Location:[\s*]*)?[*`]*$/;

/** Known paths that a line names, whole; whether it is one's heading; and the line without them: a path is no mention of a name. */
function splitPaths(line, files) {
  const paths = [];
  let heads;
  const text = line.replace(/[\w@+./\\-]+/g, (token, at) => {
    const path = token.replace(/^\.\//, '').replace(/\.$/, '');
    if (!files.has(path)) return token;
    paths.push(path);
    if (HEADING.test(line.slice(0, at))) heads = path;
    return '';
  });
  return { paths, heads, text };
}
