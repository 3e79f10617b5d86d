import { defineLanguage } from '../outline.js';
import { phpSyntax } from '../php/php-syntax.js';
import { outlineSyntax } from '../syntax/outline-syntax.js';

/** Properties and constants are named without `$`; calls that are handed a function, and routes, are `call`s. */
export const php = defineLanguage({
  name: 'php',
  extensions: ['.php', '.phtml', '.php3', '.php4', '.php5', '.php7', '.phps', '.phpt'],
  claims: (name, text) => !name.includes('.') && /^#![^\n]*\bphp/.test(text),
  outline: (text) => outlineSyntax('php', phpSyntax, text),
});
