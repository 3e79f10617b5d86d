import { defineLanguage } from '../outline.js';
import { outlineStylesheet } from '../stylesheet/outline-stylesheet.js';

/** CSS with nested rules, variables, mixins and functions. */
export const scss = defineLanguage({
  name: 'scss',
  extensions: ['.scss'],
  outline: async (text) => outlineStylesheet('scss', text),
});
