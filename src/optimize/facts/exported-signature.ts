import { defineFacts } from '../fact.js';
import { collapse, headOf } from '../gate/plain-text.js';

const EXPORTED = new RegExp(
  `^(?:${[
    String.raw`export\s+(?:default\s+|declare\s+|abstract\s+|async\s+){0,3}(?:function|class|interface|type|enum|const|let|var|namespace)\b`,
    String.raw`(?:module\.)?exports(?:\.\w+)?\s?=`,
    String.raw`pub(?:\([a-z]+\))?\s+(?:async\s+|const\s+|unsafe\s+){0,3}(?:fn|struct|enum|trait|type|const|static|mod)\b`,
    String.raw`(?:async\s+)?def\s+(?!_)\w|class\s+(?!_)\w`,
    String.raw`func\s+(?:\([^)]{0,80}\)\s*)?[A-Z]|type\s+[A-Z]\w*\s+(?:struct|interface)\b`,
    String.raw`public\s+\w`,
  ].join('|')})`,
);

/** The prefix of a line in a numbered listing: `  12→`, `12:`, `12 | `. */
const LINE_NUMBER = /^\d{1,7}(?:→|\t|: ?| ?\| ?)/;

/** Signatures of what a source file exports, one line each, without bodies and initial values. */
export const exportedSignature = defineFacts({
  name: 'exported-signature',
  find(line) {
    const code = headOf(line).trim().replace(LINE_NUMBER, '').trimStart();
    return EXPORTED.test(code) ? [signatureIn(code)] : [];
  },
});

/** Up to the body or the initial value; a function's own arrow belongs to it. */
function signatureIn(code: string): string {
  const arrow = code.indexOf('=>');
  if (arrow >= 0) return collapse(code.slice(0, arrow), 240);
  const valued = /^(?:export\s+(?:declare\s+)?(?:const|let|var)|(?:module\.)?exports)\b/.test(code);
  const end = code.search(valued ? / ?= |[:;]$/ : /\{|[:;]$/);
  return collapse(end < 0 ? code : code.slice(0, end), 240);
}
