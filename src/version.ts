import { createRequire } from 'node:module';

/** The version in package.json, which stands two folders above the compiled file and one above the source. */
export const VERSION: string = readVersion(['../../package.json', '../package.json']);

function readVersion(candidates: readonly string[]): string {
  const require = createRequire(import.meta.url);
  for (const candidate of candidates) {
    try {
      const { name, version } = require(candidate) as { name?: string; version?: string };
      if (name === 'ctxopt' && version) return version;
    } catch {
      // The other candidate is the one.
    }
  }
  return '0.0.0';
}
