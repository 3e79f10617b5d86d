import { defineLanguage } from '../outline.js';
import { powershellSyntax } from '../powershell/powershell-syntax.js';
import { outlineSyntax } from '../syntax/outline-syntax.js';

/** Parameters stand below their function; commands that are handed a script block, such as Pester's, are `call`s. */
export const powershell = defineLanguage({
  name: 'powershell',
  extensions: ['.ps1', '.psm1', '.psd1'],
  claims: (name, text) => !name.includes('.') && /^#![^\n]*\b(?:pwsh|powershell)\b/.test(text),
  outline: (text) => outlineSyntax('powershell', powershellSyntax, text),
});
