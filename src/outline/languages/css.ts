import { defineLanguage } from '../outline.js';
import { outlineStylesheet } from '../stylesheet/outline-stylesheet.js';

/** Rules by their selectors, at-rules with the rules in them, and custom properties of the whole document. */
export const css = defineLanguage({
  name: 'css',
  extensions: ['.css'],
  outline: async (text) => outlineStylesheet('css', text),
});
