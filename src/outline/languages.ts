import { c } from './languages/c.js';
import { cpp } from './languages/cpp.js';
import { css } from './languages/css.js';
import { csv } from './languages/csv.js';
import { go } from './languages/go.js';
import { graphql } from './languages/graphql.js';
import { hcl } from './languages/hcl.js';
import { ini } from './languages/ini.js';
import { java } from './languages/java.js';
import { javascript } from './languages/javascript.js';
import { json } from './languages/json.js';
import { less } from './languages/less.js';
import { markdown } from './languages/markdown.js';
import { prisma } from './languages/prisma.js';
import { protobuf } from './languages/protobuf.js';
import { python } from './languages/python.js';
import { rust } from './languages/rust.js';
import { scss } from './languages/scss.js';
import { toml } from './languages/toml.js';
import { tsx } from './languages/tsx.js';
import { typescript } from './languages/typescript.js';
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
