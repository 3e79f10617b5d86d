import { defineFacts } from '../fact.js';
import { matchesOf } from '../gate/plain-text.js';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}';

const DATES = new RegExp(
  [
    String.raw`\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)`,
    String.raw`\b(\d{1,2})(?:st|nd|rd|th)?[ /.-](${MONTH})\.?,?[ /.-](\d{4})\b`,
    String.raw`\b(${MONTH})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b`,
  ].join('|'),
  'gi',
);

/** Two digits next to a divider, or to a month's name. */
const HINT = /\d[-/. ](?:\d|[a-z]{3})|[a-z]\.? \d/i;

/** Calendar days, whatever their notation, as `2026-11-21`. The time of day is left out, since every log line has another. */
export const date = defineFacts({
  name: 'date',
  find(line) {
    if (!HINT.test(line)) return [];
    const days: string[] = [];
    for (const match of matchesOf(DATES, line)) {
      const [, year, month, day, day2, month2, year2, month3, day3, year3] = match;
      const found = iso(year ?? year2 ?? year3!, month ?? month2 ?? month3!, day ?? day2 ?? day3!);
      if (found) days.push(found);
    }
    return days;
  },
});

function iso(year: string, month: string, day: string): string | undefined {
  const number = /^\d/.test(month) ? Number(month) : MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  if (number < 1 || number > 12 || Number(day) < 1 || Number(day) > 31) return undefined;
  return `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`;
}
