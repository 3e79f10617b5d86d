import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { filesOfTarball } from './tarball.js';

/**
 * The tarballs of pinned packages, from a folder or, through the npm client, from the registry; in the packages' order.
 *
 * @param packages `{ name, version, license, integrity }`
 * @throws Error if one is not what its integrity hash says, or names another license
 */
export function fetchPackages(packages, folder) {
  mkdirSync(folder, { recursive: true });
  return packages.map(({ name, version, license, integrity }) => {
    const tarball = path.join(folder, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
    if (!existsSync(tarball)) {
      const args = [
        'pack',
        `${name}@${version}`,
        '--ignore-scripts',
        '--silent',
        '--pack-destination',
        folder,
      ];
      execFileSync('npm', args, { stdio: ['ignore', 'ignore', 'inherit'] });
    }
    const bytes = readFileSync(tarball);
    if (`sha512-${createHash('sha512').update(bytes).digest('base64')}` !== integrity)
      throw new Error(`${tarball} is not ${name}@${version} as it was pinned. Delete it and try again.`);
    const said = licenseOf(bytes);
    if (said !== license) throw new Error(`${name}@${version} is under ${said}, not ${license}`);
    return tarball;
  });
}

function licenseOf(bytes) {
  for (const file of filesOfTarball(bytes))
    if (file.path === 'package.json') return JSON.parse(file.text()).license;
  return undefined;
}
