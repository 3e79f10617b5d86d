import { describe, expect, it } from 'vitest';
import { languageOf, languages } from '../../src/outline/languages.js';
import { hasSample, languageContract } from '../contracts/language.js';

for (const extension of [
  'ts',
  'tsx',
  'js',
  'mjs',
  'py',
  'go',
  'rs',
  'java',
  'c',
  'cpp',
  'ps1',
  'kts',
  'kt',
  'cs',
  'bats',
  'sh',
  'php',
  'rb',
  'md',
  'json',
  'log',
  'yaml',
  'yml',
  'toml',
  'ini',
  'csv',
  'tsv',
  'lock',
  'min.js',
  'map',
  'ipynb',
  'css',
  'scss',
  'less',
  'html',
  'vue',
  'svelte',
  'xml',
  'svg',
  'sql',
  'proto',
  'graphql',
  'prisma',
  'tf',
  'dockerfile',
  'mk',
  'rst',
  'adoc',
])
  languageContract(extension);

describe('languages', () => {
  it('have each a fixture', () => {
    const without = languages.filter(({ extensions }) => !extensions.some((one) => hasSample(one.slice(1))));
    expect(without.map(({ name }) => name)).toEqual([]);
  });

  it('are found by extension, whatever the case', () => {
    const names = [
      'a.ts',
      'a.d.ts',
      'a.mts',
      'a.CTS',
      'a.tsx',
      'a.js',
      'a.cjs',
      'a.jsx',
      'README.MD',
      'a.jsonl',
    ];
    expect(names.map((name) => languageOf(name)?.name)).toEqual([
      'typescript',
      'typescript',
      'typescript',
      'typescript',
      'tsx',
      'javascript',
      'javascript',
      'javascript',
      'markdown',
      'json',
    ]);
    expect(languageOf('LICENSE')).toBeUndefined();
    expect(languageOf('a.ts/b.txt')).toBeUndefined();
  });

  it('claim each extension once', () => {
    const extensions = languages.flatMap((language) => language.extensions);
    expect(new Set(extensions).size).toBe(extensions.length);
  });
});
