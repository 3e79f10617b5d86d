import { describe, expect, it } from 'vitest';
import { outlineOf } from '../../src/outline/outline-of.js';
import { renderOutline } from '../../src/outline/render-outline.js';

const files: readonly (readonly [name: string, text: string, said: string])[] = [
  [
    'package-lock.json',
    '{"lockfileVersion": 3, "packages": {"": {}, "packages/own": {}, "node_modules/a": {}, "node_modules/a/node_modules/b": {}}}',
    'npm lock file, version 3: 2 packages',
  ],
  [
    'npm-shrinkwrap.json',
    '{"lockfileVersion": 1, "dependencies": {"a": {"dependencies": {"b": {}}}, "c": {}}}',
    'npm lock file, version 1: 3 packages',
  ],
  [
    'yarn.lock',
    '# yarn lockfile v1\n\n\na@^1:\n  version "1.0"\n\n"@b/c@^2", "@b/c@^3":\n  version "2"\n',
    'Yarn lock file, version 1: 2 packages',
  ],
  [
    'yarn.lock',
    '__metadata:\n  version: 8\n\n"a@npm:^1":\n  version: 1.0.0\n',
    'Yarn lock file, version 8: 1 package',
  ],
  [
    'pnpm-lock.yaml',
    "lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    x: 1\n\npackages:\n\n  a@1.0.0:\n    resolution: {}\n\n  b@2.0.0:\n    resolution: {}\n\nsnapshots:\n\n  a@1.0.0: {}\n",
    'pnpm lock file, version 9.0: 2 packages',
  ],
  [
    'bun.lock',
    '{\n  "lockfileVersion": 1,\n  "packages": {\n    "a": ["a@1.0.0", "", {}],\n\n    "@b/c": ["@b/c@1"],\n  }\n}\n',
    'Bun lock file, version 1: 2 packages',
  ],
  [
    'deno.lock',
    '{"version": "4", "npm": {"a@1": {}}, "jsr": {"@b/c@1": {}}}',
    'Deno lock file, version 4: 2 packages',
  ],
  [
    'Cargo.lock',
    '# @generated\nversion = 4\n\n[[package]]\nname = "a"\nversion = "0.1.0"\n',
    'Cargo lock file, version 4: 1 package',
  ],
  [
    'poetry.lock',
    '[[package]]\nname = "a"\nversion = "1"\n\n[metadata]\nlock-version = "2.0"\n',
    'Poetry lock file, version 2.0: 1 package',
  ],
  [
    'uv.lock',
    'version = 1\nrevision = 3\n\n[[package]]\nname = "a"\n\n[[package]]\nname = "b"\n',
    'uv lock file, version 1: 2 packages',
  ],
  [
    'Pipfile.lock',
    '{"_meta": {"pipfile-spec": 6}, "default": {"a": {}}, "develop": {"b": {}, "c": {}}}',
    'Pipenv lock file, version 6: 3 packages',
  ],
  [
    'Gemfile.lock',
    'GEM\n  remote: x\n  specs:\n    a (1.0)\n      b (~> 2)\n    b (2.1)\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  a\n\nBUNDLED WITH\n   2.5.6\n',
    'Bundler lock file, version 2.5.6: 2 packages',
  ],
  [
    'composer.lock',
    '{"packages": [{"name": "a"}], "packages-dev": [{"name": "b"}], "plugin-api-version": "2.6.0"}',
    'Composer lock file, version 2.6.0: 2 packages',
  ],
  [
    'go.sum',
    'a.com/b v1.0.0 h1:x=\na.com/b v1.0.0/go.mod h1:y=\na.com/c v0.1.0/go.mod h1:z=\n',
    'Go checksums: 2 packages',
  ],
  [
    'flake.lock',
    '{"nodes": {"nixpkgs": {}, "root": {}}, "root": "root", "version": 7}',
    'Nix flake lock file, version 7: 1 package',
  ],
  [
    'packages.lock.json',
    '{"version": 1, "dependencies": {"net8.0": {"A": {}, "B": {}}, "net9.0": {"A": {}}}}',
    'NuGet lock file, version 1: 2 packages',
  ],
  [
    'gradle.lockfile',
    '# a comment\na.b:c:1.0=compileClasspath\nd:e:2=runtime\nempty=test\n',
    'Gradle lock file: 2 packages',
  ],
  [
    'Podfile.lock',
    'PODS:\n  - A (1.0):\n    - B\n  - B (2.0)\n\nDEPENDENCIES:\n  - A\n\nCOCOAPODS: 1.15.2\n',
    'CocoaPods lock file, version 1.15.2: 2 packages',
  ],
  ['mix.lock', '%{\n  "a": {:hex, :a, "1.0"},\n  "b": {:hex, :b, "1.0"},\n}\n', 'Mix lock file: 2 packages'],
];

describe('lock files', () => {
  it.each(files)('such as %s say what they are: %#', async (name, text, said) => {
    for (const written of [text, text.replaceAll('\n', '\r\n')]) {
      const outline = await outlineOf(`some/folder/${name}`, written);
      const lines = outline.lines === 1 ? '1' : `1-${outline.lines}`;
      expect(renderOutline(outline)).toBe(`${lines} ${said}`);
    }
  });

  it('that are broken say so', async () => {
    const outline = await outlineOf('package-lock.json', '{"lockfileVersion": 3,\n"packages": {');
    expect(renderOutline(outline)).toBe('(not valid JSON)\n1-2 npm lock file, version 3: packages unknown');
  });

  it('are not every file that is called so', async () => {
    expect((await outlineOf('a.lock', 'pid 123\n')).language).toBe('text');
    expect((await outlineOf('my-package-lock.json', '{"a": 1}')).language).toBe('json');
  });
});
