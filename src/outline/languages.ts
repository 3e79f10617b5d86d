import { asciidoc } from './languages/asciidoc.js';
import { bash } from './languages/bash.js';
import { c } from './languages/c.js';
import { cpp } from './languages/cpp.js';
import { csharp } from './languages/csharp.js';
import { css } from './languages/css.js';
import { csv } from './languages/csv.js';
import { dockerfile } from './languages/dockerfile.js';
import { go } from './languages/go.js';
import { graphql } from './languages/graphql.js';
import { hcl } from './languages/hcl.js';
import { html } from './languages/html.js';
import { ini } from './languages/ini.js';
import { java } from './languages/java.js';
import { javascript } from './languages/javascript.js';
import { json } from './languages/json.js';
import { kotlin } from './languages/kotlin.js';
import { less } from './languages/less.js';
import { lockFile } from './languages/lock-file.js';
import { log } from './languages/log.js';
import { makefile } from './languages/makefile.js';
import { markdown } from './languages/markdown.js';
import { minified } from './languages/minified.js';
import { notebook } from './languages/notebook.js';
import { php } from './languages/php.js';
import { powershell } from './languages/powershell.js';
import { prisma } from './languages/prisma.js';
import { protobuf } from './languages/protobuf.js';
import { python } from './languages/python.js';
import { restructuredText } from './languages/restructured-text.js';
import { ruby } from './languages/ruby.js';
import { rust } from './languages/rust.js';
import { scss } from './languages/scss.js';
import { sourceMap } from './languages/source-map.js';
import { sql } from './languages/sql.js';
import { svelte } from './languages/svelte.js';
import { svg } from './languages/svg.js';
import { toml } from './languages/toml.js';
import { tsx } from './languages/tsx.js';
import { typescript } from './languages/typescript.js';
import { vue } from './languages/vue.js';
import { xml } from './languages/xml.js';
import { yaml } from './languages/yaml.js';
import type { Language } from './outline.js';

export const languages: readonly Language[] = [
  typescript,
  tsx,
  javascript,
  python,
  go,
  rust,
  java,
  c,
  cpp,
  powershell,
  kotlin,
  csharp,
  bash,
  php,
  ruby,
  markdown,
  json,
  yaml,
  toml,
  ini,
  protobuf,
  graphql,
  prisma,
  hcl,
  css,
  scss,
  less,
  csv,
  html,
  vue,
  svelte,
  lockFile,
  xml,
  svg,
  minified,
  sourceMap,
  dockerfile,
  makefile,
  notebook,
  sql,
  log,
  restructuredText,
  asciidoc,
];

/**
 * The language that claims a file, else the one of its extension; `undefined` if there is none.
 * @param text the file's, which some languages are known by; `''` if only the path is known
 */
export function languageOf(path: string, text = ''): Language | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  return (
    languages.find((language) => language.claims?.(name, text)) ??
    languages.find(({ extensions }) => extensions.some((extension) => name.endsWith(extension)))
  );
}
