import { lineTemplate } from '../../similarity/line-template.js';

/** Lines or rows from which it can be told what is usual. */
const MIN_ROWS = 20;
/** Share of the rows that a usual form has at least, and that an unusual one has at most, but never more than so many. */
const USUAL = 0.95;
const RARE = 0.01;
const MOST_RARE = 20;
/** Different values up to which each is a form of its own, and forms beyond which there is no usual one. */
const FEW_VALUES = 8;
const MOST_FORMS = 64;

/** The values of one column, or of one place in like lines. */
export interface RareValues {
  add(value: string, row: number): void;
  /**
   * Rows whose value is unlike that of nearly all others: `root` among `u1`, `u2`, …, `NaN` among numbers, one `off` among a
   * hundred times `on`.
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
  let all = 0;

  /** Found out once for the first few values: most places have no others. */
  function knownForm(value: string): string {
    const form = formsOf.get(value) ?? formOf(value);
    if (formsOf.size <= FEW_VALUES) formsOf.set(value, form);
    return form;
  }

  return {
    add(value, row) {
      all++;
      if (values.size <= FEW_VALUES) note(values, value, row);
      if (forms.size <= MOST_FORMS) note(forms, knownForm(value), row);
    },
    rows() {
      const own = values.size <= FEW_VALUES ? values : forms;
      if (all < MIN_ROWS || own.size < 2 || own.size > MOST_FORMS) return [];
      const counted = [...own.values()];
      if (Math.max(...counted.map(({ count }) => count)) < USUAL * all) return [];
      const most = Math.min(MOST_RARE, Math.max(1, RARE * all));
      return counted.flatMap(({ count, rows }) => (count <= most ? rows : []));
    },
  };
}

function note(forms: Map<string, Form>, name: string, row: number): void {
  const form = forms.get(name) ?? { count: 0, rows: [] };
  forms.set(name, form);
  form.count++;
  if (form.rows.length < MOST_RARE) form.rows.push(row);
}

/** Numbers are of one form, whole or not, with an exponent or without; other values where their template is. */
function formOf(value: string): string {
  return /^\d+(?:\.\d+)?(?:e[-+]?\d+)?$/i.test(value) ? '#' : lineTemplate(value.slice(0, 200));
}
