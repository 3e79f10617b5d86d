import { outlineComponents } from '../markup/outline-components.js';
import { defineLanguage } from '../outline.js';
import type { MarkupSyntax } from '../scan/read-elements.js';

const SYNTAX: MarkupSyntax = {
  xml: false,
  foldCase: false,
  selfClosing: true,
  braces: true,
  isRaw: (name) => /^(?:script|style|textarea)$/.test(name),
};

/** Its scripts and styles with what they define, and the components that its markup uses. */
export const svelte = defineLanguage({
  name: 'svelte',
  extensions: ['.svelte'],
  outline: (text) => outlineComponents('svelte', text, SYNTAX),
});
