import { Tiktoken } from 'js-tiktoken/lite';
import o200k from 'js-tiktoken/ranks/o200k_base';
import { describe, expect, it } from 'vitest';
import { renderUsage } from '../../src/session/render-usage.js';
import { summarizeUsage } from '../../src/session/summarize-usage.js';
import type { StoreStatus, UsageEvent } from '../../src/store/store.js';
import { usageEvent } from '../contracts/store.js';
import { busyDays, DAY } from './busy-days.js';

const well: StoreStatus = { backend: 'sqlite', location: '/data/ctxopt.db' };
const ill: StoreStatus = {
  backend: 'memory',
  location: ':memory:',
  warning: 'The disk is full. Free space.',
};
const summary = summarizeUsage(busyDays, { schemaTokens: 1_100 });

describe('renderUsage', () => {
  it('shows the account, the parts and how net came about', () => {
    expect(renderUsage(summary, well, 'text')).toBe(`\
ctxopt saved 4,295 tokens net: 8 calls, 2 sessions, 1970-01-01 to 1970-01-02 (UTC)

13,500  baseline: the client's own reads
-4,020  results given instead
  -340  further results of the same files
-2,000  originals fetched back
  -500  reports, errors, other results
  -145  arguments of the calls
-2,200  tool schemas, 2 sessions
 4,295  net

By tool (net, calls)
smart_read        5,465 6 ############
optimize_context  1,490 1 ####
get_usage_stats    -460 1 --
Top views (net, calls)
outline           7,980 1 ############
original         -2,015 1 ----
optimize          1,490 1 ###
report             -460 1 -
symbol             -330 1 -
Top files (net, calls)
a.ts              7,580 3 ############
ctx:00           -2,015 1 ----
b.ts                -40 1 -
Latest days (net, calls)
1970-01-01        7,540 4 ############
1970-01-02       -1,045 4 --

Unit: o200k_base tokens placed in the window, each counted once, though every later turn pays for both sides again. \
Baseline: what the client's own reader would have returned, at most 2,000 lines and 25,000 tokens, once per file \
version and session. Net: baseline less results, arguments and schemas; the parts above leave out schemas.`);
  });

  it('gives Markdown tables', () => {
    const text = renderUsage(summary, well, 'markdown');
    expect(text).toMatch(/^## ctxopt saved 4,295 tokens net: 8 calls/);
    expect(text).toContain("| tokens |  |\n| --- | --- |\n| 13,500 | baseline: the client's own reads |");
    expect(text).toContain('| smart_read | 5,465 | 6 | ############ |');
  });

  it('gives JSON with every figure and the store', () => {
    expect(JSON.parse(renderUsage(summary, ill, 'json'))).toEqual({ ...summary, store: ill });
  });

  it('says plainly that it cost more than it saved', () => {
    const loss = summarizeUsage([usageEvent({ baseline: 0, returned: 400, sent: 10 })], {
      schemaTokens: 1_100,
    });
    const text = renderUsage(loss, well, 'text');
    expect(text).toMatch(
      /^ctxopt cost 1,510 tokens more than it saved: 1 call, 1 session, 2023-11-14 \(UTC\)\n/,
    );
    expect(text).toContain('-1,510  net');
  });

  it.each(['text', 'markdown'] as const)('tells maps and questions apart from the net as %s', (format) => {
    const {
      file: _,
      version: __,
      ...map
    } = usageEvent({ view: 'map', baseline: 0, returned: 4_000, sent: 10 });
    const apart = (events: readonly UsageEvent[]) =>
      renderUsage(summarizeUsage(events, { schemaTokens: 1_100 }), well, format);
    expect(apart([...busyDays, map, map])).toContain(
      '\n\nMaps and questions: 2 calls, 8,020 tokens beside the net; what they spare cannot be measured.\n\n',
    );
    expect(apart([...busyDays, map, map])).toContain('ctxopt saved 3,195 tokens net: 10 calls, 3 sessions');
    expect(apart([map])).toContain('Maps and questions: 1 call, 4,010 tokens');
    expect(apart(busyDays)).not.toContain('Maps and questions');
  });

  it('claims neither saving nor loss where nothing was measured', () => {
    const {
      file: _,
      version: __,
      ...map
    } = usageEvent({ view: 'map', baseline: 0, returned: 4_000, sent: 10 });
    const text = renderUsage(summarizeUsage([map], { schemaTokens: 1_100 }), well, 'text');
    expect(text).toMatch(/^No saving of ctxopt can be measured yet: 1 call, 1 session, 2023-11-14 \(UTC\)\n/);
    expect(text).toContain('-1,100  tool schemas, 1 session\n-1,100  net\n');
  });

  it.each(['text', 'markdown'] as const)('carries the store’s warning as %s', (format) => {
    const warning = 'Warning: The disk is full. Free space.';
    expect(renderUsage(summary, ill, format)).toContain(warning);
    expect(renderUsage(summarizeUsage([], { schemaTokens: 0 }), ill, format)).toContain(warning);
    expect(renderUsage(summary, well, format)).not.toContain('Warning');
  });

  it('says what to do where there is nothing yet', () => {
    const text = renderUsage(summarizeUsage([], { schemaTokens: 1_100 }), well, 'text');
    expect(text).toContain('No calls are recorded here yet');
    expect(text).toContain('smart_read');
  });

  it('keeps any file name on one line and in its cell', () => {
    const odd = summarizeUsage([usageEvent({ file: `a|b\nc\u2028d${'e'.repeat(500)}`, baseline: 900 })], {
      schemaTokens: 0,
    });
    const end = `…${'e'.repeat(39)}`;
    expect(renderUsage(odd, well, 'text')).toContain(`\n${end}`);
    const short = summarizeUsage([usageEvent({ file: 'a|b\nc\u2028d' })], { schemaTokens: 0 });
    expect(renderUsage(short, well, 'markdown')).toContain('| a\\|b?c?d |');
  });

  it('stays under 600 tokens for a long history', () => {
    const long = Array.from({ length: 5_000 }, (_, n) =>
      usageEvent({
        at: n * DAY,
        session: `s${n}`,
        tool: `tool_number_${n % 9}`,
        view: `view${n % 12}`,
        file: `packages/compiler/src/transform/visitors/declaration-${n}.ts`,
        baseline: 25_000 * (n % 7),
        returned: 19_999,
        sent: 100,
      }),
    );
    const text = renderUsage(summarizeUsage(long, { schemaTokens: 1_100 }), ill, 'text');
    expect(new Tiktoken(o200k).encode(text).length).toBeLessThan(600);
  });
});
