import { lineTemplate } from '../../similarity/line-template.js';

/** Lines or rows from which it can be told what is usual. */
const MIN_ROWS = 20;
/** Share of the rows that a usual form has at least. */
const USUAL = 0.95;
/** Share of the rows that an unusual form has at most; always so many, and never more than so many. */
const RARE = 0.01;
const ALWAYS_RARE = 5;
const MOST_RARE = 20;
/** How many times the next number one is that is far above it. */
const FAR = 10;
/** Different values up to which each is a form of its own, and forms beyond which there is no usual one. */
const FEW_VALUES = 8;
const MOST_FORMS = 64;

/** The values of one column, or of one place in like lines. */
export interface RareValues {
  add(value: string, row: number): void;
  /**
   * Rows whose value is unlike that of nearly all others, ascending: `root` among `u1`, `u2`, …, `NaN` among numbers, an
   * `off` among a hundred times `on`, 999.9 among numbers below 30.
   */
  rows(): readonly number[];
}

interface Form {
  count: number;
  readonly rows: number[];
}

/** Constant in memory, whatever is added. */
export function createRareValues(): RareValues {
  const values = new Map<string, Form>();
  const forms = new Map<string, Form>();
  const formsOf = new Map<string, string>();
  /** The largest numbers and their rows, in descending order. */
  const largest: { readonly number: number; readonly row: number }[] = [];
  let all = 0;

  /** Found out once for the first few values: most places have no others. */
  function knownForm(value: string): string {
    const form = formsOf.get(value) ?? formOf(value);
    if (formsOf.size <= FEW_VALUES) formsOf.set(value, form);
    return form;
  }

  function noteNumber(number: number, row: number): void {
    if (largest.length > ALWAYS_RARE && number <= largest.at(-1)!.number) return;
    const at = largest.findIndex((other) => other.number < number);
    largest.splice(at < 0 ? largest.length : at, 0, { number, row });
    largest.splice(ALWAYS_RARE + 1);
  }

  function farRows(): readonly number[] {
    const far = largest.findIndex(
      ({ number }, at) => number > 0 && number >= FAR * (largest[at + 1]?.number ?? Infinity),
    );
    return largest.slice(0, far + 1).map(({ row }) => row);
  }

  function unlikeRows(): readonly number[] {
    const own = values.size <= FEW_VALUES ? values : forms;
    if (own.size < 2 || own.size > MOST_FORMS) return [];
    const counted = [...own.values()];
    if (Math.max(...counted.map(({ count }) => count)) < USUAL * all) return [];
    const most = Math.min(MOST_RARE, Math.max(ALWAYS_RARE, RARE * all));
    return counted.flatMap(({ count, rows }) => (count <= most ? rows : []));
  }

  return {
    add(value, row) {
      all++;
      const number = WITH_UNIT.exec(value);
      if (number) noteNumber(Number(number[1]), row);
      if (values.size <= FEW_VALUES) note(values, value, row);
      if (forms.size <= MOST_FORMS) note(forms, knownForm(value), row);
    },
    rows() {
      if (all < MIN_ROWS) return [];
      const found = new Set([...farRows(), ...unlikeRows()]);
      return [...found].sort((a, b) => a - b);
    },
  };
}

function note(forms: Map<string, Form>, name: string, row: number): void {
  const form = forms.get(name) ?? { count: 0, rows: [] };
  forms.set(name, form);
  form.count++;
  if (form.rows.length < MOST_RARE) form.rows.push(row);
}

const WITH_UNIT = /^(\d{1,15}(?:\.\d{1,15})?)(?:[a-zµ°]{1,3}|%)?$/i;
const NUMBER = /^\d+(?:\.\d+)?(?:e[-+]?\d+)?$/i;

/** Numbers are of one form, whole or not, with an exponent or without; other values where their template is. */
function formOf(value: string): string {
  return NUMBER.test(value) ? '#' : lineTemplate(value.slice(0, 200));
}
