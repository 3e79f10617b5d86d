import { execFile } from 'node:child_process';
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** Milliseconds that fetching the optional peer may take: half a gigabyte once unpacked. */
export const INSTALL = 10 * 60_000;

/** A new folder with the optional peer in its `node_modules`. */
export async function installTransformers(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ctxopt-transformers-'));
  await cp(path.join(import.meta.dirname, 'transformers'), folder, { recursive: true });
  await promisify(execFile)('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder });
  return folder;
}
