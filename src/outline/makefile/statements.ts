/** UTF-16 units of a line that are looked at. */
const READ_LIMIT = 20_000;

export interface Assignment {
  readonly name: string;
  readonly appends: boolean;
  /** Length of what is quoted: the first line, without a comment. */
  readonly end: number;
}

export interface Rule {
  readonly targets: readonly string[];
  /** Length of what is quoted: targets and prerequisites. */
  readonly end: number;
  /** Whether a recipe stands on the same line. */
  readonly isCut: boolean;
  /** The comment behind it, if it is marked as help. */
  readonly help: string | undefined;
}

const ASSIGNMENT =
  /^\s*(?:(?:export|unexport|override|private)\s+)*((?:[^\s:#=$+?!]|\$[({][^(){}\s]*[)}]|[+?!](?!=))+)\s*(\?=|\+=|!=|:{1,3}=|=)/;

/** What a line assigns to a variable. */
export function assignedIn(line: string): Assignment | undefined {
  const head = line.slice(0, READ_LIMIT);
  const [, name, operator] = ASSIGNMENT.exec(head) ?? [];
  if (name === undefined) return undefined;
  const [first = ''] = head.slice(0, marksIn(head).comment).split('\n');
  return { name, appends: operator === '+=', end: first.replace(/\\\s*$/, '').trimEnd().length };
}

/** The targets and prerequisites of a rule. */
export function ruleIn(line: string): Rule | undefined {
  const head = line.slice(0, READ_LIMIT);
  const { colon, semicolon, comment } = marksIn(head);
  if (colon === undefined || colon > comment) return undefined;
  const targets = head
    .slice(0, colon)
    .replace(/\\\r?\n/g, ' ')
    .match(/\S+/g);
  if (!targets) return undefined;
  const isCut = semicolon !== undefined && semicolon < comment;
  return {
    targets,
    end: head.slice(0, isCut ? semicolon : comment).trimEnd().length,
    isCut,
    help: /^##\s*(.*)/s.exec(head.slice(comment))?.[1],
  };
}

interface Marks {
  /** The first colon; a drive's and those in references are none. */
  readonly colon: number | undefined;
  readonly semicolon: number | undefined;
  /** Where a comment begins, or the line's length. */
  readonly comment: number;
}

/** Where the parts of a line begin, references to variables and functions passed over. */
function marksIn(line: string): Marks {
  let colon: number | undefined;
  let semicolon: number | undefined;
  let depth = 0;
  for (let at = 0; at < line.length; at++) {
    const char = line[at]!;
    if (char === '\\' && (line[at + 1] === '#' || line[at + 1] === ':')) at++;
    else if (char === '$' && (line[at + 1] === '(' || line[at + 1] === '{')) {
      depth++;
      at++;
    } else if (depth > 0 && (char === '(' || char === '{')) depth++;
    else if (depth > 0) {
      if (char === ')' || char === '}') depth--;
    } else if (char === ':') colon ??= at;
    else if (char === ';' && colon !== undefined) semicolon ??= at;
    else if (char === '#' && semicolon === undefined) return { colon, semicolon, comment: at };
  }
  return { colon, semicolon, comment: line.length };
}
