import { readFileSync } from 'node:fs';
import { filesOfTarball } from './tarball.js';

const PROSE = /\.(?:md|mdx|markdown)$/i;
const CODE = /\.(?:[cm]?[jt]sx?|py|java|kt|swift|c|cc|cpp|h|hpp|hh|m|mm|go|rs|php|rb|cs|proto)$/i;
/** Code of others, texts of law, and what a machine wrote. */
const LEFT_OUT =
  /(?:^|\/)(?:node_modules|third_party|compiled|locales?|i18n|nls)\/|\bmin\b|licen[cs]e|bundle|\.map$|umd|\blang\b/i;
const LARGEST = 12_000_000;

/**
 * The texts of a package's tarball worth reading, prose first, then code; among them in the order of their paths'
 * hashes, so that what a limit cuts off is a fair sample.
 */
export function corpusFiles(tarball) {
  return [...filesOfTarball(readFileSync(tarball))]
    .filter(
      ({ path, size }) => size < LARGEST && (PROSE.test(path) || CODE.test(path)) && !LEFT_OUT.test(path),
    )
    .map((file) => ({ ...file, prose: PROSE.test(file.path), order: pathHash(file.path) }))
    .sort((a, b) => Number(b.prose) - Number(a.prose) || a.order - b.order || (a.path < b.path ? -1 : 1));
}

/** Whether a machine squeezed the text: no one writes lines so long. */
export function isMinified(text) {
  const lines = text.split('\n').length;
  return text.length / lines > 160;
}

function pathHash(path) {
  let hash = 0x811c9dc5;
  for (let at = 0; at < path.length; at++) hash = Math.imul(hash ^ path.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
