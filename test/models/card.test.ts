import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createStaticEmbedder } from '../../src/similarity/static-embedder.js';

interface Pinned {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly integrity: string;
}

const models = path.resolve(import.meta.dirname, '../../models');
const card = readFileSync(path.join(models, 'README.md'), 'utf8');
const bytes = readFileSync(path.join(models, 'static.bin'));
const packages: Readonly<Record<'training' | 'tuning' | 'testing', readonly Pinned[]>> = JSON.parse(
  readFileSync(path.join(models, 'train/packages.json'), 'utf8'),
);

describe('the card of the model', () => {
  it('names the very bytes that are shipped', () => {
    expect(card).toContain(createHash('sha256').update(bytes).digest('hex'));
    expect(card).toContain(createStaticEmbedder(bytes).id);
    expect(card).toContain(bytes.length.toLocaleString('en-US'));
  });

  it('names each package of the corpus with its version and license', () => {
    for (const { name, version, license } of packages.training)
      expect(card).toContain(`| ${name} | ${version} | ${license} |`);
  });
});

describe('the packages', () => {
  const all = Object.values(packages).flat();

  it('are pinned, under permissive licenses, and none is trained on and tested with', () => {
    for (const { version, license, integrity } of all) {
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
      expect(integrity).toMatch(/^sha512-[\w+/]{86}==$/);
      expect(['MIT', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', '0BSD', 'CC0-1.0']).toContain(
        license,
      );
    }
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });
});
