// What a file offers to others, found without ctxopt: by the TypeScript compiler's parse for TypeScript and JavaScript, by
// the form of a declaration's line for the rest. Only what is declared, not what is passed on from another file.
import path from 'node:path';
import { exportedOfScript } from './exported-script.js';

/**
 * For each language what an exported declaration at the left margin looks like, what opens a type there that has members,
 * and what an exported member looks like, one step in. The group `name` is its name.
 */
const FORMS = {
  '.py': {
    top: /^(?:async )?(?:def|class) (?<name>[a-zA-Z]\w*)/,
    opens: /^class [a-zA-Z]/,
    member: /^ {4}(?:async )?def (?<name>[a-zA-Z]\w*)/,
  },
  '.go': { top: /^(?:func (?:\([^)]*\) )?|type )(?<name>[A-Z]\w*)/ },
  '.rs': {
    top: /^pub (?:(?:async|const|unsafe|extern "C") )*(?:fn|struct|enum|trait|type|union) (?<name>\w+)/,
    opens: /^impl\b/,
    member: /^ {4}pub (?:(?:async|const|unsafe) )*fn (?<name>\w+)/,
  },
  '.java': {
    top: /^public (?:[a-z-]+ )*(?:class|interface|enum|record|@interface) (?<name>\w+)/,
    opens: /^public /,
    member: /^ {2}(?:public|protected) [^=;(]*?(?<name>\w+)\s*\(/,
  },
  '.c': { top: /^(?!static\b|typedef\b|else\b|extern\b)[A-Za-z_][\w *]*?[ *](?<name>\w+)\([^;]*$/ },
};

const SCRIPT = /\.[cm]?[jt]sx?$/;

/** Exported definitions, each by its name and the line of its signature, 1-based. */
export function exportedOf(file, source) {
  if (SCRIPT.test(file)) return exportedOfScript(file, source);
  const forms = FORMS[path.extname(file)];
  if (!forms) throw new Error(`What ${file} exports is not known: there are no forms for its language.`);
  const found = [];
  let inside = false;
  source.split('\n').forEach((text, i) => {
    if (/^[A-Za-z@]/.test(text)) inside = forms.opens?.test(text) ?? false;
    const { name } =
      (forms.top.exec(text) ?? (inside && forms.member?.exec(text)) ?? undefined)?.groups ?? {};
    if (name) found.push({ name, line: i + 1 });
  });
  return found;
}
