import type { CST } from 'yaml';
import { firstSentence } from '../first-sentence.js';
import { type ShapeType, sampleOf } from './shape.js';

export type Collection = CST.BlockMap | CST.BlockSequence | CST.FlowCollection;

export function isCollection(token: CST.Token): token is Collection {
  return token.type === 'block-map' || token.type === 'block-seq' || token.type === 'flow-collection';
}

/** @param plain the value as written; `''` for a collection */
export function typeOf(value: CST.Token | null | undefined, plain: string): ShapeType {
  switch (value?.type) {
    case undefined:
      return 'null';
    case 'block-map':
      return 'object';
    case 'block-seq':
      return 'array';
    case 'flow-collection':
      return value.start.source === '{' ? 'object' : 'array';
    case 'alias':
      return 'alias';
    case 'scalar':
      return plainType(plain);
    default:
      return 'string';
  }
}

/** The core schema of YAML 1.2, and dates. */
function plainType(plain: string): ShapeType {
  if (/^(?:~|null|Null|NULL|)$/.test(plain)) return 'null';
  if (/^(?:true|True|TRUE|false|False|FALSE)$/.test(plain)) return 'boolean';
  if (
    /^[-+]?(?:\d+|0x[\da-fA-F]+|0o[0-7]+|(?:\.\d+|\d+\.\d*|\d+)(?:[eE][-+]?\d+)?|\.inf|\.Inf)$|^\.nan$/.test(
      plain,
    )
  )
    return 'number';
  return /^\d{4}-\d\d?-\d\d?(?:[Tt ].*)?$/.test(plain) ? 'date' : 'string';
}

/** As written; of a block of text its header and first line. */
export function writtenValue(value: CST.Token, text: string): string {
  if (!('source' in value)) return '';
  const written = text.slice(value.offset, value.offset + value.source.length);
  if (value.type !== 'block-scalar') return written;
  const header = value.props.find(({ type }) => type === 'block-scalar-header');
  const [first = '', second] = value.source.trim().slice(0, 2_000).split('\n');
  const mark = header && 'source' in header ? `${header.source} ` : '';
  return `${mark}${first.trim()}${second === undefined ? '' : '…'}`;
}

export function keyOf(token: CST.Token | null | undefined, text: string): string {
  if (!token) return '';
  const written = isCollection(token)
    ? text.slice(token.offset, lastOffset(token, text) + 1)
    : writtenValue(token, text);
  // where a line has no colon, the key in the next one is taken for a part of it
  const key = token.type === 'scalar' ? written.slice(written.lastIndexOf('\n') + 1) : written;
  return sampleOf(key).replace(/^(["'])(.*)\1$/s, '$2');
}

/** Of the last character that belongs to it; of a block collection, the first. */
export function lastOffset(value: CST.Token, text: string): number {
  if (value.type === 'flow-collection') return value.end.at(-1)?.offset ?? value.offset;
  if (!('source' in value)) return value.offset;
  let end = value.offset + value.source.length - 1;
  while (end > value.offset && /\s/.test(text[end]!)) end--;
  return end;
}

export function isUnclosed(value: CST.Token): boolean {
  switch (value.type) {
    case 'flow-collection':
      return value.end.every(({ type }) => type !== 'flow-map-end' && type !== 'flow-seq-end');
    case 'single-quoted-scalar':
      return !/^'.*'$/s.test(value.source);
    case 'double-quoted-scalar':
      return !/^".*"$/s.test(value.source);
    default:
      return value.type === 'error';
  }
}

/** A comment that is a value turned off says nothing of the next one. */
const TURNED_OFF = /^#+\s*(?:- |['"]?[\w./-]+['"]?:(?:\s|$))/;

/** What the comments right before an offset say, each on a line of its own. */
export function docOf(tokens: readonly CST.SourceToken[], text: string, offset: number): string | undefined {
  const lines: string[] = [];
  let next = offset;
  for (let at = tokens.length - 1; at >= 0; at--) {
    const { type, offset: start, source } = tokens[at]!;
    if (type !== 'comment') continue;
    const end = start + source.length;
    const isAlone = /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, start - 200), start));
    if (!isAlone || (text.slice(end, next).match(/\n/g)?.length ?? 0) > 1) break;
    lines.push(text.slice(start, end));
    next = start;
  }
  const first = lines.reverse()[0];
  if (first === undefined || !first.startsWith('#') || TURNED_OFF.test(first)) return undefined;
  return firstSentence(lines.join('\n'));
}
