/**
 * Keeps a metric's label to a number of values, since each is a time series for good: those that come first keep their
 * names, and all others are `other`.
 */
export function boundedLabel(most: number): (value: string) => string {
  const known = new Set<string>();
  return (value) => {
    if (known.has(value)) return value;
    if (known.size >= most || value.length > LONGEST) return OTHER;
    known.add(value);
    return value;
  };
}

/** Letters. */
const LONGEST = 200;

export const OTHER = 'other';
