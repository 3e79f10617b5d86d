import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { nearestNames } from './nearest-names.js';
import { isSecretFile } from './secret-files.js';

/** How many names of a folder are compared letter by letter. */
const COMPARED = 2000;

/** How many are given. */
const GIVEN = 3;

/**
 * What may be meant by a path that leads to nothing: beside its first name that there is not, those that differ in
 * upper and lower case alone, else the nearest. Secrets are not named. Empty if there is none; never throws.
 * @param missing absolute, with links resolved, within `root`
 * @returns absolute paths
 */
export async function nearbyPaths(missing: string, root: string): Promise<readonly string[]> {
  for (let at = missing; at !== root && at !== path.dirname(at); at = path.dirname(at)) {
    const folder = path.dirname(at);
    const listed = await readdir(folder).catch(() => undefined);
    if (listed === undefined) continue;
    const names = listed.filter((name) => !isSecretFile(path.join(folder, name)));
    const wanted = path.basename(at);
    // What there is: the way on from it is what fails.
    if (listed.includes(wanted)) return [];
    const same = names.filter((name) => name.toLowerCase() === wanted.toLowerCase());
    const near = same.length > 0 ? same : nearestNames(wanted, names.slice(0, COMPARED), GIVEN);
    return near.slice(0, GIVEN).map((name) => path.join(folder, name));
  }
  return [];
}
