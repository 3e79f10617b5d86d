import fc from 'fast-check';

/** What a tool printed. Few enough that the same one comes again. */
export const outputs: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(fc.nat(3), fc.integer({ min: 20, max: 60 })).map(([seed, lines]) => log(seed, lines)),
  fc.nat(3).map((seed) => rows(seed, 24)),
  fc.tuple(fc.nat(2), fc.nat(2)).map(([file, version]) => numbered(source(file, version))),
  fc.tuple(fc.nat(2), fc.nat(2)).map(([file, version]) => source(file, version)),
  fc.nat(3).map((seed) => testRun(seed)),
  fc.constantFrom(
    '',
    'ok',
    'Error: ENOENT: no such file or directory, open "a.txt"',
    '🙂 \ud83d alone \u2028 "quoted" \\ \t',
  ),
  fc.constantFrom('\x1b[32m✓\x1b[0m built  in 3 s   \n\n\n\n\ndone   \n'.repeat(6)),
);

export function log(seed: number, lines: number): string {
  return Array.from({ length: lines }, (_, n) => {
    const failed =
      n === 17
        ? `ERROR worker ${seed} failed: connection reset (status 502)`
        : `INFO worker ${seed} polled queue jobs`;
    return `2026-03-0${1 + seed}T10:00:${String(n % 60).padStart(2, '0')}Z ${failed} in ${n % 7} ms`;
  }).join('\n');
}

export function rows(seed: number, count: number): string {
  return JSON.stringify(
    Array.from({ length: count }, (_, id) => ({
      id,
      name: `item-${seed}-${id}`,
      state: 'active',
      region: 'eu-west-1',
    })),
    null,
    2,
  );
}

export function source(file: number, version: number): string {
  const lines = Array.from(
    { length: 30 },
    (_, n) => `export const value${n} = compute(${file}, ${n}, "${'x'.repeat(n % 9)}");`,
  );
  return [`// file ${file}`, ...lines, `export const version = ${version};`, ''].join('\n');
}

export function numbered(text: string): string {
  return text
    .split('\n')
    .map((line, n) => `${String(n + 1).padStart(6)}→${line}`)
    .join('\n');
}

export function testRun(seed: number): string {
  const passed = Array.from({ length: 40 }, (_, n) => ` ✓ test/part-${n}.test.ts (${n} tests) ${n + seed}ms`);
  return [
    ...passed,
    ` FAIL  test/cart-${seed}.test.ts > adds up`,
    'AssertionError: expected 3 to be 4',
    ' Test Files  1 failed | 40 passed',
  ].join('\n');
}
