import { outlineEcmascript } from '../ecmascript/outline-ecmascript.js';
import { defineLanguage } from '../outline.js';

/** With the grammar of TSX behind it, for files with type annotations in them. */
export const javascript = defineLanguage({
  name: 'javascript',
  extensions: ['.js', '.mjs', '.cjs', '.jsx'],
  outline: (text) => outlineEcmascript('javascript', ['javascript', 'tsx'], text),
});
