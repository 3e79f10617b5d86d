import { describe, expect, it } from 'vitest';
import type { OutlineSymbol } from '../../src/outline/outline.js';
import { outlineOf } from '../../src/outline/outline-of.js';

function told(symbols: readonly OutlineSymbol[]): string[] {
  return symbols.flatMap(({ name, startLine, endLine, children }) => [
    `${name} ${startLine}-${endLine}`,
    ...told(children),
  ]);
}

describe('conditional compilation', () => {
  it.each([
    [
      'a branch that opens a block and another that closes it',
      '#ifndef A\n  if (x) {\n#endif\n    f();\n#ifndef A\n  }\n#endif\n',
    ],
    ['branches that each open one block', '#ifdef A\n  if (x) {\n#else\n  if (y) {\n#endif\n  }\n'],
    ['a branch within an expression', '  return 1 +\n#ifdef A\n    2;\n#else\n    3;\n#endif\n'],
  ])('%s costs no definition', async (_, body) => {
    const text = `int first(void) { return 1; }\n\nint second(int x, int y) {\n${body}}\n\nint third(void) { return 3; }\n`;
    const lines = text.split('\n').length - 1;
    const { symbols } = await outlineOf('a.c', text);
    expect(told(symbols)).toEqual(['first 1-1', `second 3-${lines - 2}`, `third ${lines}-${lines}`]);
  });

  it('may stand before what it belongs to', async () => {
    const text =
      'struct S {\n#ifdef A\n  template <typename T = int>\n#endif\n  static void run(int x) {\n    f();\n  }\n  int y;\n};\n';
    const { symbols } = await outlineOf('a.h', text);
    expect(told(symbols)).toEqual(['S 1-9', expect.stringMatching(/^run \d-7$/), 'y 8-8']);
  });

  it('counts no lines of a macro as code', async () => {
    const text =
      '#define A(x) \\\n  ((x) + \\\n   1)\n#ifdef B\nint b;\n#else\nint c;\n#endif\nint broken( {\n';
    const { symbols } = await outlineOf('a.c', text);
    expect(told(symbols)).toEqual(expect.arrayContaining(['b 5-5', 'c 7-7']));
  });
});
