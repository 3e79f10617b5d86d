import { defineLanguage } from '../outline.js';
import { outlinePowershell } from '../powershell/outline-powershell.js';

/**
 * Parameters stand below their function; commands that are handed a titled block, such as Pester's, are `call`s. Read by a
 * scanner: the tree-sitter grammar fails on every sixth real script, and to optimize it keeps a processor busy for 15 s.
 */
export const powershell = defineLanguage({
  name: 'powershell',
  extensions: ['.ps1', '.psm1', '.psd1'],
  claims: (name, text) => !name.includes('.') && /^#![^\n]*\b(?:pwsh|powershell)\b/.test(text),
  outline: (text) => Promise.resolve(outlinePowershell(text)),
});
