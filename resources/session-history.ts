import { brief, CtxoptError } from '../src/errors.js';
import { defineResource } from '../src/mcp/define-resource.js';

export const sessionHistoryResource = defineResource({
  uri: 'context://history/session',
  name: 'session-history',
  title: 'History of this session',
  description:
    'Every call of this session: what was read, for how many tokens; and requests through the proxy meanwhile.',
  mimeType: 'text/plain',
  async read({ ledger, reports }) {
    const { trafficFilter } = await import('../src/session/traffic-filter.js');
    const history = await reports.history(ledger.session, trafficFilter(ledger, 'session'));
    return history ?? `Session ${ledger.session}: no calls yet`;
  },
  watch: (app, changed) => app.ledger.onChange(changed),
});

export const anySessionHistoryResource = defineResource({
  uriTemplate: 'context://history/session/{id}',
  name: 'any-session-history',
  title: 'History of a session',
  description:
    'Every call or proxied request of the session with this id, as get_usage_stats and the history name it.',
  mimeType: 'text/plain',
  read: async (app, { id = '' }) => {
    const history = await app.reports.history(id);
    if (history !== undefined) return history;
    throw new CtxoptError(
      'not_found',
      `No session ${brief(id)} is recorded.`,
      'Ids stand in context://history/session.',
    );
  },
});
