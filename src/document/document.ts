/** A report before it has a form: what it says, in order. Plain data; every text is plain text. */
export interface Document {
  readonly title: string;
  readonly sections: readonly Section[];
}

export interface Section {
  /** Absent for what opens the document. */
  readonly title?: string;
  readonly blocks: readonly Block[];
}

export type Block = Text | List | Table | LineChart | Code | Diff;

export interface Text {
  readonly kind: 'text';
  readonly text: string;
}

export interface List {
  readonly kind: 'list';
  readonly items: readonly string[];
}

export interface Column {
  readonly title: string;
  /** Numbers stand at the right; `bar` also draws each against the column's largest. */
  readonly shows: 'text' | 'number' | 'bar';
}

/** A cell is what is shown; a number in a `bar` column is drawn and shown with its thousands apart. */
export interface Table {
  readonly kind: 'table';
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** Values in order, e.g. tokens of each prompt. */
export interface LineChart {
  readonly kind: 'line-chart';
  /** What a value and a step are: `tokens`, `request`. */
  readonly unit: string;
  readonly step: string;
  readonly values: readonly number[];
  /** Steps worth a word; `at` counts from 0. */
  readonly marks: readonly { readonly at: number; readonly label: string }[];
}

/** A call or command, to be copied. */
export interface Code {
  readonly kind: 'code';
  readonly text: string;
}

/** Lines that two texts have not in common, each with its sign; `…` stands for those between. */
export interface Diff {
  readonly kind: 'diff';
  readonly lines: readonly { readonly sign: '+' | '-' | ' '; readonly text: string }[];
}

/** A number for people: `12,345`. */
export function thousands(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
