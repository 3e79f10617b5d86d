import { firstSentence } from '../first-sentence.js';
import { type Shape, sampleOf } from './shape.js';
import { addValue, childTable, rootTable, type Table } from './table-tree.js';

/** Of the pair that was read last, as far as the next line may belong to it. */
interface Pair {
  readonly into: Table;
  readonly key: string;
  readonly line: number;
  readonly indent: number;
  readonly doc: string | undefined;
  readonly values: string[];
  endLine: number;
}

const COMMENT = /^[#;!]/;
/** A pair that is turned off says nothing of the next one. */
const TURNED_OFF = /^[#;!]+\s*[\w.-]+\s*=/;
/** Lines of a value that are looked at. */
const LINES_READ = 5;

/**
 * Reads sections, keys and values as INI files, Java properties and files of environment variables have them. A value
 * goes on in the next line if it ends in a backslash, or if that line is indented further than its key.
 * @returns the root table
 */
export function readIni(text: string): Shape {
  const root = rootTable();
  let table = root;
  let comments: string[] = [];
  let pair: Pair | undefined;

  const finish = (): void => {
    if (!pair) return;
    const { into, key, line, endLine, doc, values } = pair;
    addValue(into, key, 'string', { line, endLine, doc, sample: sampleOf(values.join(' ')) });
    pair = undefined;
  };
  const doc = (): string | undefined => {
    const said = firstSentence(comments.join('\n'));
    comments = [];
    return said;
  };

  const lines = text.replace(/^\uFEFF/, '').split('\n');
  for (let at = 0; at < lines.length; at++) {
    const written = lines[at]!;
    const line = written.trim();
    const indent = written.length - written.trimStart().length;
    if (pair && line !== '' && (pair.values.at(-1)?.endsWith('\\') || indent > pair.indent)) {
      if (pair.values.length < LINES_READ) pair.values.push(line);
      pair.endLine = at + 1;
      continue;
    }
    finish();
    const header = /^\[(.+)\]/.exec(line)?.[1];
    if (line === '' || TURNED_OFF.test(line)) comments = [];
    else if (COMMENT.test(line)) comments.push(line.replace(COMMENT, '//'));
    else if (header !== undefined) {
      table = childTable(root, header.trim(), { line: at + 1, doc: doc() });
      table.shape.endLine = Math.max(table.shape.endLine, at + 1);
    } else pair = { into: table, ...pairIn(line), line: at + 1, endLine: at + 1, indent, doc: doc() };
  }
  finish();
  return root.shape;
}

/** Without the word that shells put before it. */
function pairIn(line: string): { key: string; values: string[] } {
  const mark = line.search(/(?<!\\)[=:]/);
  const key = (mark === -1 ? line : line.slice(0, mark)).trim().replace(/^export\s+/, '');
  return { key: sampleOf(key), values: mark === -1 ? [] : [line.slice(mark + 1).trim()] };
}
