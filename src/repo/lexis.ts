/** What of a language's lexis tells code from comments and strings. */
export interface Lexis {
  readonly lineComments: readonly string[];
  readonly blockComments: readonly (readonly [open: string, close: string])[];
  /** Delimiters of strings that end with their line at the latest; a backslash escapes. */
  readonly strings: readonly string[];
  /** Delimiters of strings of several lines, in which nothing is escaped. */
  readonly longStrings: readonly string[];
  /** Whether a quote is a character's only if another follows right after it: else it is a lifetime, or a separator. */
  readonly characters?: boolean;
  /** Whether a slash may open a regular expression, and a backtick a template with code in it, as in JavaScript. */
  readonly ecmascript?: boolean;
  /** Whether a mention may stand for code at all: data and prose have none. */
  readonly code: boolean;
}

const cLike: Lexis = {
  lineComments: ['//'],
  blockComments: [['/*', '*/']],
  strings: ['"'],
  longStrings: ['"""'],
  characters: true,
  code: true,
};
const script: Lexis = {
  lineComments: ['//'],
  blockComments: [['/*', '*/']],
  strings: ['"', "'"],
  longStrings: [],
  ecmascript: true,
  code: true,
};
const hash: Lexis = {
  lineComments: ['#'],
  blockComments: [],
  strings: ['"', "'"],
  longStrings: ['"""', "'''"],
  code: true,
};
const sql: Lexis = {
  lineComments: ['--'],
  blockComments: [['/*', '*/']],
  strings: ["'", '"'],
  longStrings: [],
  code: true,
};
const prose: Lexis = { lineComments: [], blockComments: [], strings: [], longStrings: [], code: false };

const php: Lexis = { ...script, lineComments: ['//', '#'], ecmascript: false };

/** By the name of the language. */
const lexes: Readonly<Record<string, Lexis>> = {
  typescript: script,
  tsx: script,
  javascript: script,
  vue: { ...script, blockComments: [...script.blockComments, ['<!--', '-->']] },
  svelte: { ...script, blockComments: [...script.blockComments, ['<!--', '-->']] },
  go: { ...cLike, longStrings: ['`'] },
  python: hash,
  ruby: { ...hash, blockComments: [['=begin', '=end']], longStrings: [] },
  bash: { ...hash, longStrings: [] },
  powershell: { ...hash, blockComments: [['<#', '#>']], longStrings: [] },
  php,
  css: { ...script, lineComments: [], ecmascript: false },
  scss: { ...script, ecmascript: false },
  sql,
  lua: { ...sql, blockComments: [['--[[', ']]']] },
  graphql: { ...hash, longStrings: ['"""'] },
  makefile: hash,
  dockerfile: hash,
  markdown: prose,
  json: prose,
  yaml: prose,
  toml: prose,
  csv: prose,
  html: prose,
  text: prose,
  log: prose,
  lockfile: prose,
  notebook: prose,
};

/** A language's; that of C, whose comments and strings most others share, for one that is not known here. */
export function lexisOf(language: string): Lexis {
  return Object.hasOwn(lexes, language) ? lexes[language]! : cLike;
}
