import { cSyntax } from '../c-family/c-syntax.js';
import { defineLanguage } from '../outline.js';
import { outlineSyntax } from '../syntax/outline-syntax.js';

export const c = defineLanguage({
  name: 'c',
  extensions: ['.c'],
  outline: (text) => outlineSyntax('c', cSyntax, text),
});
