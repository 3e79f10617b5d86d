import { defineLanguage } from '../outline.js';
import { outlineStylesheet } from '../stylesheet/outline-stylesheet.js';

/** CSS with nested rules, variables and mixins. */
export const less = defineLanguage({
  name: 'less',
  extensions: ['.less'],
  outline: async (text) => outlineStylesheet('less', text),
});
