import { defineFacts } from '../fact.js';
import { headOf } from '../gate/plain-text.js';
import { isSourceKey, levels, messageIn } from './log-record.js';

const LEVEL = levels('warn|warning', 'W');

/** How tools say it; anchored, on trimmed lines. */
const FORMS: readonly RegExp[] = [
  /^(?:[^\s:]{1,200}(?::\d+){0,2}(?:\(\d+,\d+\))?:? ){0,2}(?:\w+)?warning(?:\[\w+\]| \w{1,4}\d{1,5})?: {0,2}\S/i,
  /^\d+:\d+\s+warning\s/,
  /^(?:npm|pnpm|yarn) warn(?:ing)? \S/i,
  /^\((?:node|rollup)[^)]{0,40}\) \S*Warning: /,
  /^\[warn(?:ing)?\] \S/i,
  /^Warning\s+[A-Z]\w+\s/, // kubectl's events
  /^⚠\uFE0F? *\S/,
];

/** What a tool or a log warns of, with the place if the line names one. */
export const warning = defineFacts({
  name: 'warning',
  find(line) {
    if (!/warn|WARN|Warn|⚠|W\d{4}| W /.test(line)) return [];
    const said = headOf(line).trim();
    const isWarning = LEVEL.test(said.slice(0, 160)) || FORMS.some((form) => form.test(said));
    return isWarning && !isSourceKey(said) ? [messageIn(said)] : [];
  },
});
