import { defineFacts } from '../fact.js';
import { matchesOf } from '../gate/plain-text.js';

const QUANTITIES =
  /(?<![\w.,-]|\d:)(?:([$€£¥])\s?(\d[\d,_]*(?:\.\d+)?)|(\d[\d,_]*(?:\.\d+)?)[ \u00a0]?(%|€|£|°[CF]|(?:ns|[µu]s|ms|s|secs?|seconds?|mins?|minutes?|h|hrs?|hours?|days?|weeks?|months?|years?|[KMGT]i?B|[kmg]b|bytes?|bits?|[KMG]bps|[kMG]?Hz|[kcm]?m|mm|kg|g|px|r?em|pt|USD|EUR|GBP|rps|req\/s|ops|tokens?|lines?|files?|rows?|[kK]|[xX×])(?![\w])))/g;

/** Amounts with their unit or currency, thousands separators and the space between them dropped: `1500ms`, `$3.81`. */
export const numberWithUnit = defineFacts({
  name: 'number-with-unit',
  find(line) {
    const found: string[] = [];
    for (const [, currency, amount, number, unit] of matchesOf(QUANTITIES, line)) {
      found.push(currency ? `${currency}${plain(amount!)}` : `${plain(number!)}${unit}`);
    }
    return found;
  },
});

function plain(number: string): string {
  return number.replace(/[,_]/g, '');
}
