import { describe, expect, it } from 'vitest';
import { outlineOf } from '../../src/outline/outline-of.js';
import { renderOutline } from '../../src/outline/render-outline.js';

const kernel = { language_info: { name: 'python', file_extension: '.py' } };

function code(source: unknown, outputs: unknown = []): unknown {
  return { cell_type: 'code', metadata: { cells: [{ source: 'no cell' }] }, outputs, source };
}

async function outline(notebook: unknown): Promise<string> {
  return renderOutline(await outlineOf('a.ipynb', JSON.stringify(notebook)));
}

describe('notebooks', () => {
  it('have the definitions of their cells, also of a source in one string', async () => {
    const cells = [code('def f(a):\n    return a\n'), code(['class A:\n', '    x = 1\n'])];
    expect(await outline({ cells, metadata: kernel })).toBe(
      ['1 [1] code', '1   def f(a): … 1 line', '1 [2] code', '1   class A:', '1     x = 1'].join('\n'),
    );
  });

  it('show code of no definitions, or of no known language, by its first line', async () => {
    const cells = [code('print(1)\nprint(2)'), code(['%%bash\n', 'def f\n'])];
    expect(await outline({ cells, metadata: kernel })).toBe(
      '1 [1] code: print(1) … 1 line\n1 [2] code: def f … 1 line',
    );
    expect(await outline({ cells: [code('def f(): pass')], metadata: {} })).toBe('1 [1] code: def f(): pass');
  });

  it('show a comment at the top of a cell also before its definitions', async () => {
    expect(await outline({ cells: [code('# the loss\n\nloss = 1\n')], metadata: kernel })).toBe(
      '1 [1] code: # the loss\n1   loss = 1',
    );
  });

  it('leave out outputs, and say how much that is', async () => {
    const image = {
      output_type: 'display_data',
      data: { 'image/png': 'iVBO'.repeat(2_500), source: ['no'] },
    };
    expect(await outline({ cells: [code('plot()', [image])], metadata: kernel })).toBe(
      '1 [1] code, 10.1 KB of output left out: plot()',
    );
  });

  it('of the format before have their cells in worksheets', async () => {
    const cells = [{ cell_type: 'code', input: ['def f():\n', '  pass'], language: 'python', outputs: [] }];
    expect(await outline({ metadata: kernel, worksheets: [{ cells }] })).toContain('def f():');
  });

  it('that are cut off have the cells before', async () => {
    const whole = JSON.stringify({ metadata: kernel, cells: [code('def f(): pass'), code('g()')] }, null, 1);
    const { note, symbols } = await outlineOf('a.ipynb', whole.slice(0, whole.indexOf('g()')));
    expect(note).toBe('the JSON is broken: cells as far as it could be read');
    expect(symbols.map(({ name }) => name)).toEqual(['[1]', '[2]']);
  });
});
