export type ShapeType = 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null' | 'date' | 'alias';

/** What a value of a data file looks like. Of deep or wide ones, only the first keys and a sample are kept. */
export interface Shape {
  readonly type: ShapeType;
  /** The key that it stands under; for an element `[0]`, for the whole `''`. */
  readonly key: string;
  startLine: number;
  endLine: number;
  /** Keys or elements; 0 for a plain value. */
  size: number;
  /** A plain value as written, on one line, cut to 60 UTF-16 units; before other values an anchor or a tag. */
  readonly sample: string;
  /** The first keys of an object, the first element of an array. */
  readonly children: Shape[];
  /** Types of an array's elements. */
  readonly elements: ReadonlySet<ShapeType>;
  /** First sentence of the comment before it. */
  readonly doc?: string;
}

const KEYS_KEPT = 60;
const ELEMENTS_KEPT = 1;
const SAMPLE_LIMIT = 60;
/** UTF-16 units of a value that are looked at. */
const READ_LIMIT = 1_000;

const NO_ELEMENTS: ReadonlySet<ShapeType> = new Set();

export function shapeOf(
  type: ShapeType,
  { key, line, sample = '', doc }: Pick<Shape, 'key' | 'doc'> & { line: number; sample?: string },
): Shape {
  return {
    type,
    key,
    startLine: line,
    endLine: line,
    size: 0,
    sample,
    children: [],
    elements: type === 'array' ? new Set() : NO_ELEMENTS,
    ...(doc !== undefined && { doc }),
  };
}

/** Counts a value in the one around it, and keeps it there if it is among the first. */
export function addShape(parent: Shape, child: Shape, kept = true): void {
  const limit = parent.type === 'object' ? KEYS_KEPT : ELEMENTS_KEPT;
  if (kept && parent.children.length < limit) parent.children.push(child);
  if (parent.type === 'array') (parent.elements as Set<ShapeType>).add(child.type);
  parent.size++;
  if (child.endLine > parent.endLine) parent.endLine = child.endLine;
}

/** A value on one line, cut. */
export function sampleOf(written: string): string {
  const line = written.slice(0, READ_LIMIT).replace(/\s+/g, ' ').trim();
  return line.length > SAMPLE_LIMIT ? `${line.slice(0, SAMPLE_LIMIT)}…` : line;
}
