import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { nearestNames } from './nearest-names.js';
import { isSecretFile } from './secret-files.js';

/** How many names of a folder are compared letter by letter: to tell a secret by its name takes some 15 µs. */
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
    const wanted = path.basename(at);
    // What there is: the way on from it is what fails.
    if (listed.includes(wanted)) return [];
    const isOpen = (name: string) => !isSecretFile(path.join(folder, name));
    const same = listed.filter((name) => name.toLowerCase() === wanted.toLowerCase()).filter(isOpen);
    const near =
      same.length > 0 ? same : nearestNames(wanted, listed.slice(0, COMPARED).filter(isOpen), GIVEN);
    return near.slice(0, GIVEN).map((name) => path.join(folder, name));
  }
  return [];
}
