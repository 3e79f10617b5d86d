import { defineResource } from '../src/mcp/define-resource.js';

export const currentStatsResource = defineResource({
  uri: 'context://current/stats',
  name: 'current-stats',
  title: 'Statistics of this session',
  description: 'What this session has saved, net, as it stands; and what passed the proxy since it began.',
  mimeType: 'text/plain',
  async read(app) {
    const { usageReport } = await import('../src/session/usage-report.js');
    return (await usageReport(app, { scope: 'session', format: 'text' })).text;
  },
  watch: (app, changed) => app.ledger.onChange(changed),
});
