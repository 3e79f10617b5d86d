import { gunzipSync } from 'node:zlib';

const BLOCK = 512;

/**
 * The regular files of a gzipped tar archive as npm makes them (POSIX ustar and its pax headers), as
 * `{ path, text() }` in the archive's order, paths without their first folder.
 */
export function* filesOfTarball(bytes) {
  const tar = gunzipSync(bytes);
  let longPath;
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0; ) {
    const size = Number.parseInt(field(tar, at + 124, 12), 8) || 0;
    const type = String.fromCharCode(tar[at + 156]);
    const body = tar.subarray(at + BLOCK, at + BLOCK + size);
    if (type === 'x') longPath = /\d+ path=([^\n]*)\n/.exec(body.toString('utf8'))?.[1];
    else {
      const prefix = field(tar, at + 345, 155);
      const name = field(tar, at, 100);
      const path = longPath ?? (prefix ? `${prefix}/${name}` : name);
      longPath = undefined;
      if (type === '0' || type === '\0')
        yield { path: path.slice(path.indexOf('/') + 1), size, text: () => body.toString('utf8') };
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
}

function field(tar, start, length) {
  const end = tar.indexOf(0, start);
  return tar.toString('utf8', start, end < 0 || end > start + length ? start + length : end);
}
