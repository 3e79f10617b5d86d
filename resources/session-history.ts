import { CtxoptError } from '../src/errors.js';
import { defineResource } from '../src/mcp/define-resource.js';
import { renderHistory } from '../src/session/render-history.js';

export const sessionHistoryResource = defineResource({
  uri: 'context://history/session',
  name: 'session-history',
  title: 'History of this session',
  description: 'Every call of this session: what was read, for how many tokens.',
  mimeType: 'text/plain',
  read: async (app) => {
    const { session } = app.ledger;
    return renderHistory(session, await app.store.usage({ session }));
  },
  watch: (app, changed) => app.ledger.onChange(changed),
});

export const anySessionHistoryResource = defineResource({
  uriTemplate: 'context://history/session/{id}',
  name: 'any-session-history',
  title: 'History of a session',
  description: 'Every call of the session with this id, as get_usage_stats and the history name it.',
  mimeType: 'text/plain',
  read: async (app, { id = '' }) => {
    const events = await app.store.usage({ session: id });
    if (events.length > 0) return renderHistory(id, events);
    throw new CtxoptError(
      'not_found',
      `No session ${id} is recorded.`,
      'Ids stand in context://history/session.',
    );
  },
});
