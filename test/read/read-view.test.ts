import fc from 'fast-check';
import { getEncoding } from 'js-tiktoken';
import { describe, expect, it } from 'vitest';
import { hashOf } from '../../src/context/handle.js';
import { type ReadView, readView, type TextRequest } from '../../src/read/read-view.js';

const oracle = getEncoding('o200k_base');
const tokensOf = (text: string): number => oracle.encode(text, 'all').length;

function view(text: string, options: Partial<TextRequest> = {}): Promise<ReadView> {
  return readView({ display: 'src/app.ts', text, version: hashOf(text), view: 'auto', ...options });
}

function split(result: ReadView): { header: string; body: string } {
  const end = result.text.indexOf('\n');
  return end === -1
    ? { header: result.text, body: '' }
    : { header: result.text.slice(0, end), body: result.text.slice(end + 1) };
}

/** A class with long bodies, so that its outline saves most of it. */
function classOf(methods: number, bodyLines = 12): string {
  const body = Array.from(
    { length: bodyLines },
    (_, index) => `    total += input[${index}] * this.weights[${index}];`,
  );
  const all = Array.from({ length: methods }, (_, index) =>
    [
      `  /** Sums up part ${index}. */`,
      `  part${index}(input: readonly number[]): number {`,
      ...body,
      '  }',
    ].join('\n'),
  );
  return `import { Base } from './base.js';\n\nexport class Summer extends Base {\n${all.join('\n\n')}\n}\n`;
}

/** Texts as files have them: lines of words, any line ends, or none. */
const fileText = fc
  .array(fc.tuple(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.constantFrom('\n', '\r\n', '\n\n')), {
    maxLength: 30,
  })
  .map((lines) => lines.map((pair) => pair.join('')).join(''));

describe('every view', () => {
  it('has true numbers in its header', async () => {
    const request = fc.record({
      text: fileText,
      view: fc.constantFrom('auto' as const, 'full' as const, 'outline' as const, 'lines' as const),
      display: fc.constantFrom('a.ts', 'b.md', 'c.json', 'd.txt', 'Makefile'),
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ text, view: wanted, display }) => {
        if (wanted === 'lines' && text === '') return;
        const result = await view(text, {
          view: wanted,
          display,
          ...(wanted === 'lines' ? { lines: '1-' } : {}),
        });
        const { header, body } = split(result);
        expect(result.tokens).toEqual({
          returned: tokensOf(body),
          whole: tokensOf(text),
          tokenizer: 'o200k_base',
          exact: true,
        });
        const lines = text === '' ? 0 : text.replace(/\n$/, '').split('\n').length;
        expect(result.lines).toBe(lines);
        expect(header).toContain(` · ${lines} line`);
        expect(header).toContain(`${tokensOf(body)} of ${tokensOf(text)} tokens (o200k_base)`);
        expect(header.endsWith(` · v:${hashOf(text).slice(0, 10)}`)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('stays within the budget, header and all', async () => {
    const text = classOf(400);
    for (const budget of [150, 400, 1500, 6000, 20_000, 1_000_000]) {
      for (const options of [
        { view: 'full' },
        { view: 'outline' },
        { view: 'auto' },
        { view: 'lines', lines: '1-' },
        { view: 'lines', lines: '1,3,5,7,9,11,13-2000,3000-' },
        { view: 'symbol', symbol: 'Summer' },
      ] as const) {
        const result = await view(text, { ...options, budget });
        expect(tokensOf(result.text), `${options.view} in ${budget}`).toBeLessThanOrEqual(
          Math.min(budget, 20_000),
        );
      }
    }
  });

  it('says of a budget that is too small which one is not, and that one holds', async () => {
    const text = classOf(12);
    const asked = fc.constantFrom(
      { view: 'full' },
      { view: 'outline' },
      { view: 'outline', query: 'sum' },
      { view: 'lines', lines: '1,3,5,7,9,11,13-2000,3000-' },
      { view: 'symbol', symbol: 'Summer' },
    ) as fc.Arbitrary<Partial<TextRequest>>;
    await fc.assert(
      fc.asyncProperty(asked, fc.integer({ min: 1, max: 300 }), async (options, budget) => {
        const result = await view(text, { ...options, budget });
        const least = / · budget (\d+) is too small for it: give (\d+) or more · /.exec(result.text);
        const held = least ? Number(least[2]) : budget;
        if (least) expect(Number(least[1])).toBe(budget);
        expect(tokensOf((await view(text, { ...options, budget: held })).text)).toBeLessThanOrEqual(held);
      }),
    );
  });

  it('repeats the notes it is given', async () => {
    const { header } = split(await view('a\n', { notes: ['decoded from utf-16le'] }));
    expect(header).toContain(' · decoded from utf-16le · ');
  });
});

describe('full', () => {
  it('is the file itself, to the byte', async () => {
    await fc.assert(
      fc.asyncProperty(fileText, async (text) => {
        expect(split(await view(text, { view: 'full' })).body).toBe(text);
      }),
    );
  });

  it('over the budget is cut after a line, and says how to get the rest', async () => {
    const text = Array.from({ length: 5000 }, (_, index) => `const value${index} = ${index};\r\n`).join('');
    let spec = '1-';
    let collected = split(await view(text, { view: 'full', budget: 8000 })).body;
    const pages = [collected];
    for (let match = /lines:"([^"]+)"/.exec(collected); match; match = /lines:"([^"]+)"/.exec(collected)) {
      spec = match[1]!;
      collected = split(await view(text, { view: 'lines', lines: spec, budget: 8000 })).body;
      pages.push(collected);
    }
    expect(pages.length).toBeGreaterThan(3);
    const plain = pages.map((page) => page.replace(/\[cut to fit.*$/, '').replace(/^\d+\t/gm, '')).join('');
    expect(plain).toBe(text);
  });

  it('of one line over the budget is cut within it, and can be had piece by piece', async () => {
    const text = '🌍'.repeat(9000);
    let page = split(await view(text, { view: 'full', budget: 6000 })).body;
    let collected = page.split('\n')[0]!;
    for (let match = /lines:"([^"]+)"/.exec(page); match; match = /lines:"([^"]+)"/.exec(page)) {
      page = split(await view(text, { view: 'lines', lines: match[1]!, budget: 6000 })).body;
      collected += page.split('\n')[0]!.replace(/^1\t/, '');
    }
    expect(collected).toBe(text);
  });
});

describe('lines', () => {
  it('are the file’s own, numbered', async () => {
    const lines = fc.array(
      fc.string({ unit: 'grapheme', maxLength: 20 }).map((s) => s.replace(/\n/g, '')),
      {
        minLength: 1,
        maxLength: 40,
      },
    );
    await fc.assert(
      fc.asyncProperty(lines, fc.nat(39), fc.nat(10), async (all, from, more) => {
        const text = all.map((line) => `${line}\n`).join('');
        const start = (from % all.length) + 1;
        const end = Math.min(all.length, start + more);
        const { body } = split(await view(text, { view: 'lines', lines: `${start}-${end}` }));
        const expected = all.slice(start - 1, end).map((line, index) => `${start + index}\t${line}\n`);
        expect(body).toBe(expected.join(''));
      }),
    );
  });

  it('are meant when they are named', async () => {
    const result = await view('a\nb\nc', { lines: '3,1' });
    expect(result.view).toBe('lines');
    expect(split(result).body).toBe('1\ta\n3\tc');
  });

  it('claim no saving, as a client’s reader gives them too', async () => {
    const result = await view(classOf(50), { lines: '5-9' });
    expect(result.baseline).toBe(result.tokens.returned);
  });

  it('beyond the end are clamped in words, or refused', async () => {
    expect(split(await view('a\nb\n', { lines: '2-9' })).header).toContain(' · ends at line 2 · ');
    await expect(view('a\nb\n', { lines: '7-9' })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(view('a\n', { view: 'lines' })).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

describe('auto', () => {
  it('gives a small file itself', async () => {
    const text = classOf(2);
    const result = await view(text);
    expect(result.view).toBe('full');
    expect(split(result).body).toBe(text);
  });

  it('gives the outline where it saves 30 % and more', async () => {
    const text = classOf(40);
    const result = await view(text);
    expect(result.view).toBe('outline');
    expect(result.tokens.returned).toBeLessThan(result.tokens.whole * 0.7);
    expect(split(result).body).toContain('part39(input: readonly number[]): number');
    expect(split(result).header).toContain(' · outline · ');
  });

  it('gives the file where an outline would save too little', async () => {
    const text = Array.from(
      { length: 200 },
      (_, index) => `export type T${index} = { readonly a${index}: string };\n`,
    );
    const result = await view(text.join(''));
    expect(result.view).toBe('full');
  });
});

describe('outline', () => {
  it('is the file itself where it would be longer, and says so', async () => {
    const text = 'FROM node:20\nRUN npm ci\n';
    const result = await view(text, { view: 'outline', display: 'Dockerfile' });
    expect(result.view).toBe('full');
    expect(split(result).header).toContain('its outline would be longer');
    expect(split(result).body).toBe(text);
  });

  it('stays an overview of under 10,000 tokens, unless more is asked for', async () => {
    const long = classOf(900, 3);
    for (const asked of ['auto', 'outline'] as const) {
      const { text, view: given } = await view(long, { view: asked });
      expect(given).toBe('outline');
      expect(tokensOf(text)).toBeLessThan(10_000);
    }
    const more = await view(long, { view: 'outline', budget: 18_000 });
    expect(tokensOf(more.text)).toBeGreaterThan(10_000);
  });

  it('over the budget loses signatures before it loses definitions', async () => {
    const names = Array.from({ length: 100 }, (_, index) => `step${index}`);
    const parameters = 'first: readonly string[], second: ReadonlyMap<string, number>, third: boolean';
    const text = names
      .map((name) => `export function ${name}(${parameters}): void {\n  run();\n}\n`)
      .join('');
    const result = await view(text, { view: 'outline', budget: 1500 });
    expect(split(result).header).toContain('names of the top level only');
    expect(split(result).body).toBe(
      names.map((name, index) => `${index * 3 + 1}-${index * 3 + 3} ${name}`).join('\n'),
    );
  });

  it('over the budget loses doc comments, then members, then the end', async () => {
    const text = `${classOf(60, 2)}\n${classOf(3, 2).replaceAll('Summer', 'Other')}\n`;
    const whole = await view(text, { view: 'outline' });
    expect(split(whole).body).toContain('Sums up part 1.');
    const undocumented = await view(text, { view: 'outline', budget: whole.tokens.returned - 50 });
    expect(split(undocumented).body).not.toContain('Sums up part 1.');
    expect(split(undocumented).body).toContain('part59');
    const top = await view(text, { view: 'outline', budget: 250 });
    expect(split(top).body).toContain('class Other');
    expect(split(top).body).not.toContain('part59');
    expect(split(top).header).toContain('outline of the top level');
    const many = Array.from(
      { length: 3000 },
      (_, index) => `export function f${index}(): void {\n  run();\n}\n`,
    );
    const cut = await view(many.join(''), { view: 'outline', budget: 2000 });
    const more = /(\d+) definitions more from line (\d+) on: lines:"\2-"/.exec(cut.text);
    expect(more).not.toBeNull();
    expect(Number(more![2])).toBe((3000 - Number(more![1])) * 3 + 1);
  });
});

describe('symbol', () => {
  const text = [
    'export class Box {',
    '  /** Sends. */',
    '  send(): void {',
    '    go();',
    '  }',
    '}',
    '',
    'export class Bag {',
    '  send = () => {',
    '    wait();',
    '  };',
    '}',
    '',
  ].join('\r\n');

  it('gives exact lines, numbered', async () => {
    const result = await view(text, { view: 'symbol', symbol: 'Box.send' });
    expect(split(result).body).toBe('3\t  send(): void {\r\n4\t    go();\r\n5\t  }\r\n');
    expect(result.view).toBe('symbol');
  });

  it('gives all matches of a bare name, each under its own', async () => {
    const { header, body } = split(await view(text, { symbol: 'send' }));
    expect(header).toContain('2 matches');
    expect(body).toContain('Box.send · method, lines 3-5\n3\t  send(): void {\r\n');
    expect(body).toContain('Bag.send · ');
    expect(body).toContain('10\t    wait();');
  });

  it('gives spans where the budget ends the bodies, and a count where it ends those', async () => {
    const many = Array.from(
      { length: 300 },
      (_, index) => `class C${index} {\n  run() {\n    go(${index});\n  }\n}\n`,
    );
    const { header, body } = split(
      await view(many.join(''), { view: 'symbol', symbol: 'run', budget: 1000 }),
    );
    expect(header).toContain('300 matches');
    expect(body).toContain('go(0)');
    const named = [...body.matchAll(/^C\d+\.run · /gm)].length;
    const left = Number(/\[(\d+) matches more/.exec(body)?.[1]);
    expect(named + left).toBe(300);
  });

  it('that is not there is refused with the nearest names', async () => {
    await expect(view(text, { view: 'symbol', symbol: 'Box.sned' })).rejects.toMatchObject({
      code: 'not_found',
      hint: expect.stringContaining('Box.send'),
    });
    for (const none of [{ view: 'symbol' }, { symbol: '' }, { view: 'symbol', symbol: ' ' }] as const) {
      await expect(view(text, none)).rejects.toMatchObject({
        code: 'invalid_input',
        message: 'view:"symbol" does not say which.',
      });
    }
  });

  it('and lines beside each other: it says which of them was not used', async () => {
    const symbol = split(await view(text, { symbol: 'Box.send', lines: '1-2' }));
    expect(symbol.header).toContain(' · "lines" not used beside "symbol"');
    expect(symbol.body).toBe(split(await view(text, { symbol: 'Box.send' })).body);
    const lines = split(await view(text, { view: 'lines', symbol: 'Box.send', lines: '1-2' }));
    expect(lines.header).toContain(' · "symbol" not used beside "lines"');
    expect(lines.body).toBe(split(await view(text, { lines: '1-2' })).body);
    for (const one of [{ symbol: 'Box.send' }, { lines: '1-2' }]) {
      expect(split(await view(text, one)).header).not.toContain('not used');
    }
  });

  it('of a language that is not known is not said to be missing, but shown where its name stands', async () => {
    const elixir =
      'defmodule Router do\n  defmacro scope(path) do\n    # scopes\n    scope(path)\n  end\nend\n';
    const ask = (symbol: string) => view(elixir, { display: 'router.ex', view: 'symbol', symbol });
    await expect(ask('Router.scope')).rejects.toMatchObject({
      code: 'not_found',
      message: expect.not.stringContaining('defines no'),
      hint: expect.stringContaining('scope stands in line 2, 4: ask for lines, e.g. lines:"2-42"'),
    });
    await expect(ask('valid?')).rejects.toMatchObject({ hint: 'valid? does not stand in it.' });
  });
});

describe('since', () => {
  const old = classOf(40);
  const now = old.replace('part7(input', 'part7b(input');

  it('says unchanged of the same content only', async () => {
    await fc.assert(
      fc.asyncProperty(fileText, fileText, async (before, after) => {
        for (const known of [true, false]) {
          const since = { version: hashOf(before), ...(known ? { text: before } : {}) };
          const result = await view(after, { since });
          expect(result.view === 'unchanged').toBe(before === after);
        }
      }),
    );
    const result = await view(old, { since: { version: hashOf(old).slice(0, 10) } });
    expect(result.view).toBe('unchanged');
    expect(result.text).not.toContain('\n');
    expect(result.tokens.returned).toBe(0);
  });

  it('gives the diff against a known version', async () => {
    const result = await view(now, { since: { version: hashOf(old), text: old } });
    expect(result.view).toBe('diff');
    expect(split(result).body).toContain('-  part7(input: readonly number[]): number {\n+  part7b(input');
    expect(split(result).header).toContain(`diff · since v:${hashOf(old).slice(0, 10)}`);
  });

  it('gives the view asked for where the diff would be longer', async () => {
    const other = classOf(40).replaceAll('total', 'sum');
    const result = await view(other, { since: { version: hashOf(old), text: old } });
    expect(result.view).toBe('outline');
    expect(split(result).header).toContain('the diff would be longer');
  });

  it('gives the view asked for where the version is not known, and says so', async () => {
    const result = await view(now, { since: { version: '0123456789' } });
    expect(result.view).toBe('outline');
    expect(split(result).header).toContain('v:0123456789 is not known here');
  });

  it('withholds no symbol and no lines, as their reader may never have seen them', async () => {
    const since = { version: hashOf(old), text: old };
    const lines = await view(old, { lines: '1-2', since });
    expect(split(lines).body).toBe("1\timport { Base } from './base.js';\n2\t\n");
    expect(split(lines).header).toContain('unchanged since v:');
    const symbol = await view(now, { symbol: 'part7b', since });
    expect(split(symbol).body).toContain('part7b');
    expect(split(symbol).header).toContain(' changed since v:');
  });
});

describe('an original behind a handle', () => {
  it('comes back exactly, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        const result = await view(text, { display: 'ctx:0123456789ab', handle: true });
        expect(result.view).toBe('original');
        expect(split(result).body).toBe(text);
        expect(split(result).header).not.toContain('v:');
        expect(result.baseline).toBe(0);
      }),
    );
  });

  it('can be had by lines, and is cut at the budget', async () => {
    const text = 'one line of it\n'.repeat(20_000);
    const options = { display: 'ctx:0123456789ab', handle: true } as const;
    expect(split(await view(text, { ...options, lines: '2' })).body).toBe('2\tone line of it\n');
    const cut = await view(text, options);
    expect(tokensOf(cut.text)).toBeLessThanOrEqual(20_000);
    const [, next] = /lines:"(\d+)-20000"\]$/.exec(cut.text)!;
    expect(split(cut).body.startsWith('one line of it\n'.repeat(Number(next) - 1))).toBe(true);
  });
});

describe('hostile files', () => {
  it.each([
    ['200 KB of one letter', 'a'.repeat(200_000)],
    ['200 KB of spaces', ' '.repeat(200_000)],
    ['100,000 brackets', '('.repeat(100_000)],
    ['100,000 lines in one symbol', `function f() {\n${'  go();\n'.repeat(100_000)}}\n`],
    ['100,000 symbols', Array.from({ length: 100_000 }, (_, i) => `const a${i} = 1;`).join('\n')],
  ])('%s are answered in every view', async (_, text) => {
    for (const wanted of ['auto', 'full', 'outline'] as const) {
      expect((await view(text, { view: wanted })).tokens.returned).toBeLessThanOrEqual(20_000);
    }
    for (const display of ['a.json', 'a.md', 'a.txt']) {
      expect((await view(text, { display })).tokens.returned).toBeLessThanOrEqual(20_000);
    }
  });
});
