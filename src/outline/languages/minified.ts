import { bannerOf, headOf, isMinified, isUnbroken } from '../minified-text.js';
import { defineLanguage } from '../outline.js';
import { summaryOutline } from '../summary-outline.js';

const NAMES = /\.min\.(?:[cm]?js|css)$/;
/** Where code may be minified; data in one line is shown by its shape. */
const CODE = /\.(?:[cm]?js|jsx|css|user\.js)$/;

/** In one line: how much it is, and the first line of the comment at its top, or how it begins if it is not dense. */
export const minified = defineLanguage({
  name: 'minified',
  extensions: ['.min.js', '.min.mjs', '.min.cjs', '.min.css'],
  claims: (name, text) => NAMES.test(name) || (CODE.test(name) && (isMinified(text) || isUnbroken(text))),
  outline: async (text) => {
    const isPlain = isUnbroken(text) && !isMinified(text);
    const said = bannerOf(text) ?? (isPlain ? headOf(text) : undefined);
    const size = `${isPlain ? 'code in long lines' : 'minified code'}, ${(text.length / 1_000).toFixed(1)} KB`;
    return summaryOutline('minified', text, said === undefined ? size : `${size}: ${said}`);
  },
});
