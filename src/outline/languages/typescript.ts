import { outlineEcmascript } from '../ecmascript/outline-ecmascript.js';
import { defineLanguage } from '../outline.js';

export const typescript = defineLanguage({
  name: 'typescript',
  extensions: ['.ts', '.mts', '.cts'],
  outline: (text) => outlineEcmascript('typescript', ['typescript'], text),
});
