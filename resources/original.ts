import { stringOf } from '../src/context/exact-bytes.js';
import { defineResource } from '../src/mcp/define-resource.js';
import { originalOf } from '../src/store/original-of.js';

export const originalResource = defineResource({
  uriTemplate: 'context://original/{handle}',
  name: 'original',
  title: 'Original',
  description: 'The text that a ctx: handle stands for, exactly.',
  mimeType: 'text/plain',
  read: async (app, { handle = '' }) =>
    stringOf((await originalOf(app.store, handle.startsWith('ctx:') ? handle : `ctx:${handle}`)).text),
});
