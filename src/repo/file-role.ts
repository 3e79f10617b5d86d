import { generatedMark } from '../outline/generated-mark.js';
import type { FileRole } from './file-facts.js';

/** How far a file of a role steps back behind source code. */
export const ROLE_FACTORS: Readonly<Record<FileRole, number>> = {
  source: 1,
  example: 0.2,
  test: 0.1,
  docs: 0.1,
  data: 0.05,
  generated: 0.05,
  vendored: 0.02,
};

/** By path, in lower case, in order: the first that matches decides. */
const PATHS: readonly (readonly [FileRole, RegExp])[] = [
  [
    'vendored',
    /(?:^|\/)(?:node_modules|vendor|vendored|third[_-]?party|3rdparty|bower_components|deps|site-packages|\.venv|external)\//,
  ],
  [
    'generated',
    /(?:^|\/)(?:dist|coverage|generated|__generated__|\.next)\/|\.min\.(?:js|css|mjs)$|\.map$|\.snap$|(?:_pb2(?:_grpc)?\.pyi?|\.pb\.(?:go|cc|h)|_generated\.\w+|\.g\.(?:cs|dart)|\.designer\.cs|\.d\.ts\.map)$|(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|cargo\.lock|go\.sum|poetry\.lock|uv\.lock|composer\.lock|gemfile\.lock|pipfile\.lock)$/,
  ],
  [
    'test',
    /(?:^|\/)(?:tests?|__tests__|__mocks__|__snapshots__|specs?|testdata|test[_-]?(?:data|utils|helpers|support)|fixtures?|e2e|benches|runtime-tests|integration-?tests?)\/|[._-](?:test|spec|tests|bench)\.\w+$|(?:^|\/)(?:test_\w+\.\w+|conftest\.py|\w+_test\.\w+)$|tests?\.(?:java|kt|cs|php|swift|scala)$/,
  ],
  ['example', /(?:^|\/)(?:examples?|samples?|demos?|bench(?:mark)?s?|perf|playground|sandbox)\//],
  [
    'docs',
    /(?:^|\/)(?:docs?|documentation|website|man)\/|\.(?:md|markdown|mdx|rst|adoc|txt|tex)$|(?:^|\/)(?:license|licence|changelog|authors|notice|copying|readme)[^/]*$/,
  ],
  [
    'data',
    /\.(?:json|jsonc|json5|jsonl|ndjson|ya?ml|toml|csv|tsv|xml|ini|cfg|conf|properties|lock|log|svg|po|geojson|webmanifest|env|html?)$|(?:^|\/)\.[^/]+$/,
  ],
];

/** What a file is to a reader who looks for code that matters, by its path and by what a generator says at its top. */
export function fileRole(path: string, text: string): FileRole {
  const lower = path.toLowerCase();
  const role = PATHS.find(([, pattern]) => pattern.test(lower))?.[0] ?? 'source';
  return role !== 'vendored' && generatedMark(text) !== undefined ? 'generated' : role;
}
