import { type CST, Lexer, Parser } from 'yaml';
import { lineIndex } from '../lines.js';
import { addShape, type Shape, sampleOf, shapeOf } from './shape.js';
import {
  type Collection,
  docOf,
  isCollection,
  isUnclosed,
  keyOf,
  lastOffset,
  typeOf,
  writtenValue,
} from './yaml-value.js';

const DEPTH_KEPT = 7;

/** Lexemes that are read: those of about 5 MB of a usual file, and two seconds of the worst one. */
const LEXEME_LIMIT = 1_000_000;

/** What is inside of a collection, and which of it comes next. */
interface Frame {
  readonly shape: Shape;
  readonly items: readonly CST.CollectionItem[];
  next: number;
  /** Whose keys stand in line. */
  readonly blockMap: CST.BlockMap | undefined;
}

/**
 * Reads the shape of YAML from its concrete syntax tree, in linear time and without recursion. Anchors are shown, aliases
 * are never expanded. Template directives, `{{ … }}`, count as comments where they are a line of their own, else as text.
 * @returns the documents as an object of them; the first line, 1-based, that is not YAML; and the line up to which a very
 * long file was read
 */
export function readYaml(text: string): {
  readonly documents: Shape;
  readonly problemLine: number | undefined;
  readonly cutLine: number | undefined;
} {
  const lineOf = lineIndex(text);
  const documents = shapeOf('object', { key: '', line: 1 });
  let problem = Number.POSITIVE_INFINITY;
  let cutLine: number | undefined;

  const noteProblem = (offset: number): void => {
    problem = Math.min(problem, offset);
  };

  const shapeAt = (
    key: string,
    value: CST.Token | null | undefined,
    at: { readonly start: number; readonly props: readonly CST.SourceToken[]; readonly doc?: string },
  ): Shape => {
    const marks = at.props.filter(({ type }) => type === 'anchor' || type === 'tag');
    const plain = value && !isCollection(value) ? writtenValue(value, text) : '';
    const sample = sampleOf([...marks.map(({ source }) => source), plain].join(' '));
    const doc = at.doc === undefined ? {} : { doc: at.doc };
    const shape = shapeOf(typeOf(value, plain), { key, line: lineOf(at.start), sample, ...doc });
    if (value) shape.endLine = Math.max(shape.startLine, lineOf(lastOffset(value, text)));
    if (value && isUnclosed(value)) noteProblem(value.offset);
    return shape;
  };

  const read = (document: CST.Document): void => {
    const { value, start } = document;
    if (!value) return;
    const key = `document ${documents.size + 1}`;
    const root = shapeAt(key, value, { start: value.offset, props: start });
    addShape(documents, root);
    const frames: Frame[] = [];
    if (isCollection(value)) frames.push(frameOf(root, value));
    let before = start;
    for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
      const item = frame.items[frame.next++];
      if (!item) {
        frames.pop();
        const outer = frames.at(-1)?.shape;
        if (outer && frame.shape.endLine > outer.endLine) outer.endLine = frame.shape.endLine;
        continue;
      }
      const isEntry = item.key !== undefined || item.sep !== undefined;
      if (!isEntry && !item.value && item.start.every(({ type }) => type !== 'seq-item-ind')) continue;
      const isPair = frame.shape.type === 'object';
      const { offset } =
        item.key ?? item.value ?? item.start.find(({ type }) => type === 'seq-item-ind') ?? item.sep![0]!;
      if (frame.blockMap && isBrokenEntry(item, frame.blockMap)) noteProblem(offset);
      const comments = item.start.length > 0 ? item.start : before;
      before = [];
      const doc = isPair ? docOf(comments, text, offset) : undefined;
      const child = shapeAt(isPair ? keyOf(item.key, text) : `[${frame.shape.size}]`, item.value, {
        start: offset,
        props: item.sep ?? item.start,
        ...(doc !== undefined && { doc }),
      });
      addShape(frame.shape, child, frames.length < DEPTH_KEPT);
      if (item.value && isCollection(item.value)) {
        frames.push(frameOf(child, item.value));
        before = item.sep ?? [];
      }
    }
    if (root.endLine > documents.endLine) documents.endLine = root.endLine;
  };

  const take = (token: CST.Token): void => {
    if (token.type === 'document') read(token);
    else if (token.type === 'error') noteProblem(token.offset);
  };

  const parser = new Parser();
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(withoutTemplates(text))) {
    for (const token of parser.next(lexeme)) take(token);
    if (++lexemes < LEXEME_LIMIT) continue;
    cutLine = lineOf(parser.offset);
    break;
  }
  for (const token of parser.end()) take(token);
  const problemLine = problem === Number.POSITIVE_INFINITY ? undefined : lineOf(problem);
  return { documents, problemLine, cutLine };
}

function frameOf(shape: Shape, value: Collection): Frame {
  return { shape, items: value.items, next: 0, blockMap: value.type === 'block-map' ? value : undefined };
}

/** Whether a key is not in line with the others, is on several lines, or lacks its colon. */
function isBrokenEntry({ key, start, sep }: CST.CollectionItem, { indent }: CST.BlockMap): boolean {
  if (!key || start.some(({ type }) => type === 'explicit-key-ind')) return false;
  const isAstray = 'indent' in key && key.indent !== indent;
  const isLong = 'source' in key && key.source.includes('\n');
  return isAstray || isLong || !sep?.some(({ type }) => type === 'map-value-ind');
}

/** The same text, as long: directives of Helm, Jinja and the like neither open maps nor break lines. */
function withoutTemplates(text: string): string {
  if (!text.includes('{{')) return text;
  return text
    .replace(/^[ \t]*\{\{[^{}\n]*\}\}(?=[ \t]*\r?$)/gm, (line) => line.replace('{', '#'))
    .replace(/\{\{[^{}\n]*\}\}/g, (inline) => 'x'.repeat(inline.length));
}
