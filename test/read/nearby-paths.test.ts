import { chmodSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CtxoptError } from '../../src/errors.js';
import { createPathScope } from '../../src/read/path-scope.js';
import { temporaryFolder } from './temporary-folder.js';

const FILES = {
  'app/src/lf.py': '',
  'app/src/cr.py': '',
  'app/src/router.ts': '',
  'app/src/.env': '',
  'app/src/deep/one.ts': '',
  'app/other/': '',
  'lib/Index.ts': '',
  'appendix.txt': '',
};

/** @param name relative to the first root, or with `~top` for the folder above the roots */
async function hintFor(name: string): Promise<string> {
  const top = temporaryFolder(FILES);
  const scope = createPathScope({ roots: ['app', 'lib'].map((root) => path.join(top, root)) });
  return scope.resolve(name.replace('~top', top)).then(
    () => expect.fail('was found'),
    (thrown: CtxoptError) => {
      expect(thrown.code).toBe('not_found');
      return thrown.hint;
    },
  );
}

describe('a path that leads to nothing', () => {
  it.each([
    ['src/LF.py', 'Did you mean src/lf.py?'],
    ['src/ruoter.ts', 'Did you mean src/router.ts?'],
    ['SRC/lf.py', 'Did you mean src?'],
    ['src/Deep/two/three.ts', 'Did you mean src/deep?'],
    ['~top/app/src/LF.PY', 'Did you mean src/lf.py?'],
    ['~top/lib/index.ts', 'Did you mean Index.ts?'],
  ])('%s is answered with what may be meant', async (name, hint) => {
    expect(await hintFor(name)).toBe(hint);
  });

  it.each([['src/quite-another.go'], ['src/.Env'], ['src/lf.py/more'], ['appendix']])(
    '%s is not, where nothing within the roots is near',
    async (name) => {
      expect(await hintFor(name)).toBe('Read its folder to see what is there.');
    },
  );

  it('is not, where the folder may not be listed', async () => {
    const closed = temporaryFolder({ 'shut/a.ts': '' });
    chmodSync(path.join(closed, 'shut'), 0o111);
    const hint = await createPathScope({ roots: [closed] })
      .resolve('shut/A.ts')
      .catch((thrown: CtxoptError) => thrown.hint);
    chmodSync(path.join(closed, 'shut'), 0o755);
    // The superuser lists it all the same.
    expect(hint).toBe(
      process.getuid?.() === 0 ? 'Did you mean shut/a.ts?' : 'Read its folder to see what is there.',
    );
  });
});
