/**
 * What each language's outline must have, and who knows it.
 * @typedef {object} Required
 * @property {readonly string[]} files endings of file names to look for; which language one is in, the outline says
 * @property {'python' | { readonly name: string, readonly kinds: string }} oracle Python's `ast`, or Universal Ctags with its
 *   name of the language and its letters of the kinds
 * @property {import('./judge.js').Rules} rules
 */

const ANNOTATIONS = /^\s*(?:@[\w.]+(?:\([^()]*\))?\s*)+$/;
const ATTRIBUTES = /^\s*#\[.*\]\s*$/;

/** By the name that an outline bears. @type {Readonly<Record<string, Required>>} */
export const required = {
  python: {
    files: ['.py', '.pyi', '.pyw'],
    oracle: 'python',
    rules: { ends: 'oracle' },
  },
  go: {
    files: ['.go'],
    oracle: { name: 'Go', kinds: 'acfimnstv' },
    rules: { ends: 'layout', quotes: ['"', '`'] },
  },
  rust: {
    files: ['.rs'],
    oracle: { name: 'Rust', kinds: 'MPcefgimnstv' },
    rules: { ends: 'layout', decoration: ATTRIBUTES, quoted: ['implementation'] },
  },
  java: {
    files: ['.java'],
    oracle: { name: 'Java', kinds: 'acefgim' },
    rules: { ends: 'oracle', endless: ['enumConstant'], decoration: ANNOTATIONS },
  },
  kotlin: {
    files: ['.kt', '.kts'],
    oracle: { name: 'Kotlin', kinds: 'CTcimov' },
    rules: { ends: 'layout', decoration: ANNOTATIONS },
  },
  c: {
    files: ['.c', '.h'],
    oracle: { name: 'C', kinds: 'defgmpstuvx' },
    rules: { ends: 'oracle', continued: ['macro'] },
  },
  cpp: {
    files: ['.cc', '.cpp', '.cxx', '.c++', '.hpp', '.hh', '.hxx', '.h', '.ipp', '.inl'],
    oracle: { name: 'C++', kinds: 'Acdefgmnpstuvx' },
    rules: { ends: 'oracle', continued: ['macro'], decoration: /^\s*template\s*<.*>\s*$/ },
  },
  csharp: {
    files: ['.cs'],
    oracle: { name: 'C#', kinds: 'Ecefgimnps' },
    // a backslash in `@"…"` makes it lose its way
    rules: {
      ends: 'layout',
      endless: ['class', 'enum', 'interface', 'method', 'namespace', 'property', 'struct'],
      decoration: /^\s*\[[A-Z][^[\]]*\]\s*$/,
    },
  },
  ruby: {
    files: ['.rb', '.rake', '.gemspec', 'Rakefile', 'Gemfile'],
    oracle: { name: 'Ruby', kinds: 'ACSacfm' },
    rules: {
      ends: 'oracle',
      // `x = y if z`, `rescue` and the like make it end too early
      endless: ['class', 'method', 'module', 'singletonMethod'],
      unmarked: ['accessor', 'alias'],
    },
  },
  php: {
    files: ['.php', '.phtml'],
    oracle: { name: 'PHP', kinds: 'cdfitv' },
    rules: { ends: 'layout', decoration: ATTRIBUTES },
  },
  bash: {
    files: ['.sh', '.bash', '.bats', ''],
    oracle: { name: 'Sh', kinds: 'af' },
    rules: { ends: 'layout' },
  },
  powershell: {
    files: ['.ps1', '.psm1', '.psd1'],
    oracle: { name: 'PowerShell', kinds: 'f' },
    rules: { ends: 'layout' },
  },
  css: {
    files: ['.css'],
    oracle: { name: 'CSS', kinds: 'cis' },
    rules: { ends: 'none', quoted: ['class', 'id', 'selector'] },
  },
  scss: {
    files: ['.scss'],
    oracle: { name: 'SCSS', kinds: 'Pcfimv' },
    rules: { ends: 'none', quoted: ['class', 'id', 'placeholder'] },
  },
  sql: {
    files: ['.sql'],
    oracle: { name: 'SQL', kinds: 'DPTUVefinpst' },
    rules: { ends: 'none' },
  },
  protobuf: {
    files: ['.proto'],
    oracle: { name: 'Protobuf', kinds: 'Gefgmors' },
    rules: { ends: 'layout' },
  },
  makefile: {
    files: ['.mk', '.mak', 'Makefile', 'makefile', 'GNUmakefile'],
    oracle: { name: 'Make', kinds: 'mt' },
    rules: { ends: 'none', quoted: ['target'] },
  },
  html: {
    files: ['.html', '.htm', '.xhtml'],
    oracle: { name: 'HTML', kinds: 'hij' },
    rules: { ends: 'none' },
  },
  markdown: {
    files: ['.md', '.markdown'],
    oracle: { name: 'Markdown', kinds: 'cstSTu' },
    rules: { ends: 'none' },
  },
};
