import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { definitionsByPython, pythonLibrary, pythonVersion } from '../../bench/recall/python.js';
import { expectComplete } from './oracles/expect-complete.js';

/** Files of the standard library that are compared, evenly spread over it. */
const LIMIT = 400;

const version = pythonVersion();
if (!version) console.log('skipped: outlines against ast, for there is no python3 here');

const text = `import os

@first
@second(1)
class Cart(dict):
    """What is bought."""
    total: int = 0
    a = b = 1

    @property
    def size(self):
        def local(): ...
        hidden = 1
        return local

    class Item:
        name = 'x'

try:
    import json
except ImportError:
    json = None
else:
    async def load(): pass

with open(os.devnull) as file:
    def read(): ...

a, b = 1, 2
total = 1
total = 2
total += 3
os.name = 'x'
if __name__ == '__main__':
    result = load()
`;

describe.skipIf(!version)('what ast knows of a file', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'ctxopt-oracle-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is each definition at the top and in classes, with its lines', () => {
    const file = path.join(folder, 'cart.py');
    writeFileSync(file, text);
    const found = definitionsByPython([file])
      .get(file)
      ?.filter(({ inside }) => !inside);
    expect(
      found?.map(
        ({ kind, name, line, startLine, endLine }) => `${startLine}-${endLine} ${kind} ${name} ${line}`,
      ),
    ).toEqual([
      '3-17 class Cart 5',
      '7-7 field total 7',
      '8-8 field a 8',
      '8-8 field b 8',
      '10-14 method size 11',
      '16-17 class Item 16',
      '17-17 field name 17',
      '22-22 variable json 22',
      '24-24 function load 24',
      '27-27 function read 27',
      '30-30 variable total 30',
    ]);
  });

  it('tells apart what is local to a function', () => {
    const file = path.join(folder, 'local.py');
    writeFileSync(file, text);
    const local = definitionsByPython([file])
      .get(file)
      ?.filter(({ inside }) => inside);
    expect(local?.map(({ name }) => name)).toEqual(['local']);
  });

  it('is nothing for a file that is not Python', () => {
    const file = path.join(folder, 'broken.py');
    writeFileSync(file, 'def (:\n');
    expect(definitionsByPython([file]).get(file)).toBeUndefined();
  });
});

describe.skipIf(!version)('an outline against ast', () => {
  it(`has what ${version ?? 'Python'} finds in its own library`, ({ skip }) =>
    expectComplete('python', pythonLibrary(), LIMIT, skip));
});
