import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandsOf } from '../../../src/optimize/reads/shell-commands.js';

describe('commandsOf', () => {
  it.each<[unknown, readonly string[]]>([
    ['tsc', ['tsc']],
    ['cd web && CI=1 npx vitest run 2>&1 | tail -5', ['cd web', 'vitest run 2>&1', 'tail -5']],
    ['npm test || true; echo done', ['npm test', 'true', 'echo done']],
    ['(cd a; make -j8) &', ['cd a', 'make -j8)']],
    ['sudo -E env A="b c" time make install', ['make install']],
    ['timeout -k 5 30s npx -y --package=typescript tsc -b', ['tsc -b']],
    ['npx -p typescript tsc', ['tsc']],
    ['./node_modules/.bin/eslint . && /usr/local/go/bin/go test ./...', ['eslint .', 'go test ./...']],
    ['.\\gradlew.bat test', ['gradlew.bat test']],
    ['C:\\tools\\go.exe vet', ['go vet']],
    ['python3 -u -m pytest -q', ['pytest -q']],
    ['poetry run python -m unittest discover', ['unittest discover']],
    ['for t in *_test.py; do python $t; done', ['for t in *_test.py', 'python $t', 'done']],
    ['git commit -m "a; pytest && b"', ['git commit -m "a; pytest && b"']],
    ["echo 'x | make' \\; y", ["echo 'x | make' \\; y"]],
    ['make >out.txt 2>&1 && cat out.txt', ['make >out.txt 2>&1', 'cat out.txt']],
    ['make |& tee log', ['make', 'tee log']],
    ["cat > a.sh <<'END'\npytest\nmake\nEND\nls", ["cat > a.sh <<'END'\npytest\nmake\nEND", 'ls']],
    ['bash -lc "cd a && cargo test"', ['cd a', 'cargo test']],
    [
      ['bash', '-lc', 'go test ./... | tail'],
      ['go test ./...', 'tail'],
    ],
    [['/usr/bin/git', 'status'], ['git status']],
    ['', []],
    [['a', 1], []],
    [undefined, []],
    [{ command: 'ls' }, []],
  ])('of %j is %j', (command, expected) => {
    expect(commandsOf(command)).toEqual(expected);
  });

  it.each([
    '"'.repeat(100_000),
    'a&&'.repeat(50_000),
    '<<A '.repeat(30_000),
    'sudo '.repeat(30_000),
    '\\'.repeat(100_000),
  ])('comes to an end on a hostile line', (line) => {
    expect(Array.isArray(commandsOf(line))).toBe(true);
  });

  it('takes any string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (line) => {
        for (const command of commandsOf(line)) expect(command.trim()).not.toBe('');
      }),
    );
  });
});
