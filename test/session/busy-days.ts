import { usageEvent } from '../contracts/store.js';

export const DAY = 86_400_000;

/** Two sessions over two days: an outline, two rereads, a fetched original, an optimization, a report, an error. */
export const busyDays = [
  usageEvent({
    at: 0,
    session: 's1',
    file: 'a.ts',
    view: 'outline',
    baseline: 9_000,
    returned: 1_000,
    sent: 20,
  }),
  usageEvent({ at: 1, session: 's1', file: 'a.ts', view: 'symbol', baseline: 0, returned: 300, sent: 30 }),
  usageEvent({ at: 2, session: 's1', file: 'a.ts', view: 'unchanged', baseline: 0, returned: 40, sent: 30 }),
  usageEvent({ at: 3, session: 's1', file: 'b.ts', view: 'full', baseline: 500, returned: 520, sent: 20 }),
  usageEvent({
    at: DAY,
    session: 's2',
    file: 'ctx:00',
    view: 'original',
    baseline: 0,
    returned: 2_000,
    sent: 15,
  }),
  {
    ...bare(),
    at: DAY,
    session: 's2',
    tool: 'optimize_context',
    view: 'optimize',
    baseline: 4_000,
    returned: 2_500,
  },
  { ...bare(), at: DAY, session: 's2', tool: 'get_usage_stats', view: 'report', baseline: 0, returned: 450 },
  { ...bare(), at: DAY, session: 's2', view: 'error', baseline: 0, returned: 50 },
];

function bare() {
  const { file: _, version: __, ...event } = usageEvent({ sent: 10 });
  return event;
}
