import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');

/** Rooms from the ground up: a file imports from its own room and from lower floors only. */
const floors: Readonly<Record<string, number>> = {
  'src/errors.ts': 1,
  'src/log.ts': 1,
  'src/version.ts': 1,
  'src/zod-issue.ts': 1,
  'src/context': 1,
  'src/answer.ts': 2,
  'src/net': 2,
  'src/tokens': 2,
  'src/billing': 2,
  'src/outline': 2,
  'src/similarity': 2,
  'src/store': 2,
  'src/formats': 2,
  'src/document': 2,
  'src/optimize': 3,
  'src/repo': 3,
  'src/native': 3,
  'src/read': 3,
  'src/session': 4,
  'src/compute': 4,
  'src/mcp': 5,
  'src/proxy': 5,
  tools: 5,
  resources: 5,
  'src/config.ts': 4,
  'src/app.ts': 6,
  'src/cli': 7,
  'src/cli.ts': 8,
};

/** Rooms on one floor that may import each other in one direction, `from → to`. */
const neighbours = new Set([
  'tools → src/mcp',
  'resources → src/mcp',
  'src/read → src/repo',
  'src/optimize → src/repo',
  'src/outline → src/similarity',
  'src/billing → src/tokens',
  'src/compute → src/session',
]);

function filesOf(folder: string): string[] {
  return readdirSync(path.join(root, folder)).flatMap((name) => {
    const file = `${folder}/${name}`;
    if (statSync(path.join(root, file)).isDirectory()) return filesOf(file);
    return file.endsWith('.ts') ? [file] : [];
  });
}

function roomOf(file: string): string {
  const room = Object.keys(floors)
    .sort((a, b) => b.length - a.length)
    .find((name) => file === name || file.startsWith(`${name}/`));
  if (!room) throw new Error(`${file} lies in no room: name its floor in this test`);
  return room;
}

/** Relative imports that exist at run time; `import type` is free of order, since it is gone after the build. */
function importsOf(file: string): string[] {
  const source = readFileSync(path.join(root, file), 'utf8');
  const specifiers = [...source.matchAll(/^\s*(?:import|export)\s(?!type\b)[^;]*?from '(\.[^']+)'/gm)].map(
    (m) => m[1]!,
  );
  const dynamic = [...source.matchAll(/\bimport\('(\.[^']+)'\)/g)].map((m) => m[1]!);
  return [...specifiers, ...dynamic].map((specifier) =>
    path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier)).replace(/\.js$/, '.ts'),
  );
}

const files = ['src', 'tools', 'resources'].flatMap(filesOf);

describe('architecture', () => {
  it('imports point down only', () => {
    const upward = files.flatMap((file) =>
      importsOf(file)
        .filter((target) => {
          const [from, to] = [roomOf(file), roomOf(target)];
          if (from === to || neighbours.has(`${from} → ${to}`)) return false;
          return floors[to]! >= floors[from]!;
        })
        .map((target) => `${file} → ${target}`),
    );
    expect(upward).toEqual([]);
  });

  it('keeps files, network, clock and wire formats out of the passes', () => {
    const impure = files
      .filter((file) => file.startsWith('src/optimize/'))
      .filter((file) => {
        const source = readFileSync(path.join(root, file), 'utf8');
        return (
          /from '(?:node:(?:fs|net|http|https|child_process|dns|worker_threads)[^']*|undici)'/.test(source) ||
          /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bfetch\(/.test(source) ||
          importsOf(file).some((target) => target.startsWith('src/formats/'))
        );
      });
    expect(impure).toEqual([]);
  });

  it('gives every file a kebab-case name', () => {
    expect(files.filter((file) => !/^[a-z0-9-]+(\.d)?\.ts$/.test(path.basename(file)))).toEqual([]);
  });
});
