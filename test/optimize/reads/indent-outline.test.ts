import { describe, expect, it } from 'vitest';
import { indentOutline } from '../../../src/optimize/reads/indent-outline.js';

const module = `defmodule Shop.Cart do
  use GenServer

  def add(cart, item) do
    total = cart.total + item.price
    items = [item | cart.items]
    %{cart | total: total, items: items}
  end

  defp clear(cart) do
    items = []
    %{cart | items: items}
  end
end
`;

describe('indentOutline', () => {
  it('shows the outermost lines with their numbers, and how many stand below', () => {
    expect(indentOutline(module)).toBe(
      [
        '1 defmodule Shop.Cart do',
        '2   use GenServer',
        '4   def add(cart, item) do … 3 lines',
        '10   defp clear(cart) do … 2 lines',
      ].join('\n'),
    );
  });

  it('leaves statements out where the lines around them say enough', () => {
    const functions = Array.from({ length: 10 }, (_, k) => [
      `  def step_${k}(state) do`,
      `    total = total(state, ${k})`,
      '    state = settle(state, total)',
      `    case load(state, ${k}) do`,
      ...Array.from({ length: 14 }, (_, arm) => `      {:ok, ${arm}} -> merge(state, ${arm})`),
    ]);
    expect(indentOutline(['defmodule Steps do', ...functions.flat(), 'end'].join('\n'))).toBe(
      ['1 defmodule Steps do', ...functions.map(([head], k) => `${2 + 18 * k} ${head} … 17 lines`)].join(
        '\n',
      ),
    );
  });

  it('goes deeper to lines that others stand below', () => {
    const imports = Array.from({ length: 6 }, (_, k) => `import shop.Part${k}`);
    const methods = Array.from({ length: 10 }, (_, k) => [
      `  fun step${k}(state: State): State {`,
      ...Array.from({ length: 5 }, (_, line) => `    state.add(${line}, part${k})`),
      '  }',
    ]);
    expect(indentOutline([...imports, 'class Shop {', ...methods.flat(), '}'].join('\n'))).toBe(
      [
        ...imports.map((line, k) => `${k + 1} ${line}`),
        '7 class Shop {',
        ...methods.map(([head], k) => `${8 + 7 * k} ${head} … 5 lines`),
      ].join('\n'),
    );
  });

  it('knows prose and data by their not being nested', () => {
    expect(indentOutline('One line.\n  Another.\nA third.\nA fourth.')).toBeUndefined();
    expect(indentOutline('')).toBeUndefined();
  });

  it('is done with a file of one line, of blanks or of deep steps', () => {
    expect(indentOutline('x'.repeat(1_000_000))).toBeUndefined();
    expect(indentOutline(' \n'.repeat(100_000))).toBeUndefined();
    const steps = Array.from({ length: 2000 }, (_, k) => `${' '.repeat(k)}x`).join('\n');
    expect(indentOutline(steps)?.split('\n').length).toBe(500);
  });
});
