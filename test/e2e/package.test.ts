import { execFileSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverEnv, temporaryFolder } from './connect.js';

const REPOSITORY = path.resolve(import.meta.dirname, '../..');

interface Packed {
  readonly filename: string;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

describe('the package', () => {
  let folder: string;
  let remove: () => Promise<void>;
  let packed: Packed;

  beforeAll(async () => {
    ({ folder, remove } = await temporaryFolder());
    // Without scripts: the suite has built already, and another build would pull dist/ from under it.
    const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
    const report = JSON.parse(execFileSync('npm', args, { cwd: REPOSITORY, encoding: 'utf8' }));
    packed = (Array.isArray(report) ? report[0] : Object.values(report)[0]) as Packed;
  });
  afterAll(() => remove());

  it('is under 15 MB unpacked and holds what a user needs, nothing else', () => {
    expect(packed.unpackedSize).toBeLessThan(15 * 1024 * 1024);
    const tops = new Set(packed.files.map((file) => file.path.split('/')[0]));
    expect([...tops].sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist',
      'mcp.json.example',
      'models',
      'package.json',
    ]);
    const models = packed.files.map((file) => file.path).filter((file) => file.startsWith('models/'));
    expect(models.sort()).toEqual(['models/README.md', 'models/static.bin']);
    expect(packed.files.some((file) => /^(dist\/)?(test|bench)\//.test(file.path))).toBe(false);
  });

  it('runs outside the repository', async () => {
    execFileSync('tar', ['xzf', path.join(folder, packed.filename), '-C', folder]);
    await symlink(path.join(REPOSITORY, 'node_modules'), path.join(folder, 'package/node_modules'));
    const project = path.join(folder, 'project');
    await mkdir(project);
    await writeFile(path.join(project, 'a.ts'), 'export const packed = true;\n');
    const cli = path.join(folder, 'package/dist/src/cli.js');
    const out = execFileSync(process.execPath, [cli, 'read', 'a.ts'], {
      cwd: project,
      env: serverEnv(),
      encoding: 'utf8',
    });
    expect(out).toContain('export const packed = true;');
  });
});
