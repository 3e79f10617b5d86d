import { bannerOf, isMinified } from '../minified-text.js';
import { defineLanguage } from '../outline.js';
import { summaryOutline } from '../summary-outline.js';

const NAMES = /\.min\.(?:[cm]?js|css)$/;
/** Where code may be minified; data in one line is shown by its shape. */
const CODE = /\.(?:[cm]?js|jsx|css|user\.js)$/;

/** In one line: how much it is, and the first line of the comment at its top. */
export const minified = defineLanguage({
  name: 'minified',
  extensions: ['.min.js', '.min.mjs', '.min.cjs', '.min.css'],
  claims: (name, text) => NAMES.test(name) || (CODE.test(name) && isMinified(text)),
  outline: async (text) => {
    const banner = bannerOf(text);
    const size = `minified code, ${(text.length / 1_000).toFixed(1)} KB`;
    return summaryOutline('minified', text, banner === undefined ? size : `${size}: ${banner}`);
  },
});
