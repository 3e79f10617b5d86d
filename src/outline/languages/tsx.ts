import { outlineEcmascript } from '../ecmascript/outline-ecmascript.js';
import { defineLanguage } from '../outline.js';

export const tsx = defineLanguage({
  name: 'tsx',
  extensions: ['.tsx'],
  outline: (text) => outlineEcmascript('tsx', ['tsx'], text),
});
