import { defineResource } from '../src/mcp/define-resource.js';

export const recommendationsResource = defineResource({
  uri: 'context://recommendations',
  name: 'recommendations',
  title: 'Recommendations',
  description: 'What would save more in this project, from what was measured in it.',
  mimeType: 'text/plain',
  async read(app) {
    const { recommendations } = await import('../src/session/recommend.js');
    const advice = recommendations(await app.store.usage({ project: app.ledger.project }));
    return advice.length > 0
      ? advice.map((one) => `- ${one}`).join('\n')
      : 'Nothing to recommend: no waste was measured.';
  },
  watch: (app, changed) => app.ledger.onChange(changed),
});
