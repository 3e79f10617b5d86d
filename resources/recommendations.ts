import { defineResource } from '../src/mcp/define-resource.js';

export const recommendationsResource = defineResource({
  uri: 'context://recommendations',
  name: 'recommendations',
  title: 'Recommendations',
  description: 'What would save more in this project, from what was measured in it; and alerts of the proxy.',
  mimeType: 'text/plain',
  async read(app) {
    const advice = await app.reports.recommendations({ project: app.ledger.project });
    return advice.length > 0
      ? advice.map((one) => `- ${one}`).join('\n')
      : 'Nothing to recommend: no waste was measured.';
  },
  watch: (app, changed) => app.ledger.onChange(changed),
});
