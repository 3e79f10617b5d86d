import { outlineComponents } from '../markup/outline-components.js';
import { defineLanguage } from '../outline.js';
import type { MarkupSyntax } from '../scan/read-elements.js';

/** At the top, only a template in HTML has elements in it. */
const SYNTAX: MarkupSyntax = {
  xml: false,
  foldCase: false,
  selfClosing: true,
  braces: false,
  isRaw: (name, depth, attributes) =>
    /^(?:script|style|textarea)$/.test(name) ||
    (depth === 0 && !(name === 'template' && /^(?:html)?$/.test(attributes.get('lang') ?? ''))),
};

/** Its blocks: scripts and styles with what they define, the template with the components that it uses. */
export const vue = defineLanguage({
  name: 'vue',
  extensions: ['.vue'],
  outline: (text) => outlineComponents('vue', text, SYNTAX),
});
