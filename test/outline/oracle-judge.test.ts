import { describe, expect, it } from 'vitest';
import { type Definition, judge, type Rules } from '../../bench/recall/judge.js';
import type { OutlineSymbol } from '../../src/outline/outline.js';

const text = `@decorated
class Cart:
    """What is bought."""

    total = 0

    def add(self, item):
        self.total += item
        return self


def checkout(cart):
    return cart
`;

const rules: Rules = { ends: 'oracle' };

const definitions: readonly Definition[] = [
  { kind: 'class', name: 'Cart', line: 2, startLine: 1, endLine: 9, inside: false },
  { kind: 'field', name: 'total', line: 5, startLine: 5, endLine: 5, inside: false },
  { kind: 'method', name: 'add', scope: 'Cart', line: 7, startLine: 7, endLine: 9, inside: false },
  { kind: 'function', name: 'checkout', line: 12, startLine: 12, endLine: 13, inside: false },
];

function symbol(
  name: string,
  startLine: number,
  endLine: number,
  children: readonly OutlineSymbol[] = [],
  kind = 'function',
): OutlineSymbol {
  return { kind, name, signature: name, startLine, endLine, elided: 0, exported: true, children };
}

const total = symbol('total', 5, 5);
const add = symbol('add', 7, 9);
const checkout = symbol('checkout', 12, 13);
const whole = [symbol('Cart', 1, 9, [total, add], 'class'), checkout];

function faultsOf(
  outline: readonly OutlineSymbol[],
  due = definitions,
  rule = rules,
  source = text,
): string[] {
  return judge(source, outline, due, rule).faults.map(({ problem, name }) => `${problem} ${name}`);
}

describe('the judge of outlines', () => {
  it('finds no fault in a complete outline, and counts what it compared', () => {
    expect(judge(text, whole, definitions, rules)).toEqual({
      definitions: 4,
      spans: 4,
      ends: 4,
      inside: 0,
      insideFound: 0,
      symbols: 4,
      faults: [],
    });
  });

  it('complains of each definition that is missing', () => {
    expect(faultsOf([symbol('Cart', 1, 9, [total], 'class'), checkout])).toEqual(['missing add']);
    expect(faultsOf([])).toEqual(['missing Cart', 'missing total', 'missing add', 'missing checkout']);
  });

  it('does not take a symbol of the same name elsewhere for it', () => {
    const elsewhere = symbol('add', 5, 5);
    expect(faultsOf([symbol('Cart', 1, 9, [total, elsewhere], 'class'), checkout])).toContain('missing add');
  });

  it('complains of a first or last line that is another than the oracle says', () => {
    expect(faultsOf([symbol('Cart', 2, 9, [total, add], 'class'), checkout])).toEqual(['start Cart']);
    expect(faultsOf([symbol('Cart', 1, 8, [total, add], 'class'), checkout])).toEqual(['end Cart']);
    expect(faultsOf([symbol('Cart', 1, 10, [total, add], 'class'), checkout])).toEqual(['end Cart']);
  });

  it('says what it found and what was due', () => {
    const { faults } = judge(
      text,
      [symbol('Cart', 1, 8, [total, add], 'class'), checkout],
      definitions,
      rules,
    );
    expect(faults).toEqual([
      {
        problem: 'end',
        kind: 'class',
        name: 'Cart',
        line: 2,
        startLine: 1,
        endLine: 9,
        found: [{ startLine: 1, endLine: 8 }],
      },
    ]);
  });

  it('complains of a symbol whose lines are without its name', () => {
    expect(faultsOf([...whole, symbol('refund', 12, 13)])).toEqual(['nameless refund']);
    expect(faultsOf([...whole, symbol('Cart.refund', 1, 9)])).toEqual(['nameless Cart.refund']);
    expect(faultsOf([...whole, symbol('(anonymous)', 12, 13)])).toEqual([]);
  });

  it('counts apart what is local to a function', () => {
    const local: Definition = { kind: 'function', name: 'helper', line: 8, endLine: 8, inside: true };
    expect(judge(text, whole, [...definitions, local], rules)).toMatchObject({
      definitions: 4,
      inside: 1,
      insideFound: 0,
      faults: [],
    });
  });
});

describe('the judge on what is missing', () => {
  const source = 'function a {\n  function b {\n  }\n}\nfunction c {\n}\n';
  const due: Definition[] = [
    { kind: 'function', name: 'b', line: 2, inside: false },
    { kind: 'function', name: 'c', line: 5, inside: false },
  ];

  it('says whether it lies in the body of a function, and not only in lines that a wrong span swallowed', () => {
    const { faults } = judge(source, [symbol('a', 1, 6)], due, { ends: 'none' });
    expect(faults.map(({ name, isLocal }) => [name, isLocal])).toEqual([
      ['b', true],
      ['c', false],
    ]);
  });
});

describe('the judge on names', () => {
  function isFound(inOutline: string, name: string, kind = 'function', scope?: string): boolean {
    const definition: Definition = { kind, name, ...(scope ? { scope } : {}), line: 1, inside: false };
    const { faults } = judge(`${inOutline} ${name}`, [symbol(inOutline, 1, 1)], [definition], {
      ...rules,
      quoted: ['implementation'],
    });
    return faults.length === 0;
  }

  it.each([
    ['send', 'send'],
    ['res.send', 'send'],
    ['Response::send', 'send'],
    ['send', 'Response::send'],
    ['Cart#add', 'add'],
    ['$total', 'total'],
    ['`a name`', 'a name'],
    ['operator()', 'operator ()'],
    ['Cart::operator ==', 'operator=='],
    ['Box<T>', 'Box'],
    ['~Cart', '~Cart'],
    ['TEST(cart, adds)', 'TEST'],
    ['empty?', 'empty?'],
  ])('takes %s for %s', (inOutline, name) => {
    expect(isFound(inOutline, name)).toBe(true);
  });

  it.each([
    ['sender', 'send'],
    ['send.res', 'send'],
    ['empty', 'empty?'],
    ['Cart', '~Cart'],
    ['operator=', 'operator=='],
    ['add for Cart', 'Cart'],
  ])('does not take %s for %s', (inOutline, name) => {
    expect(isFound(inOutline, name)).toBe(false);
  });

  it('finds a name that is quoted in a longer one, but not in a longer word', () => {
    expect(isFound('impl Display for Cart', 'Cart', 'implementation')).toBe(true);
    expect(isFound('.bar .cart-item a:hover, p', '.cart-item a:hover', 'implementation')).toBe(true);
    expect(isFound('impl Display for Cart', 'Car', 'implementation')).toBe(false);
    expect(isFound('.bar .cart-item', '.cart', 'implementation')).toBe(false);
  });

  it('does not take a class for its constructor', () => {
    const source = 'class Cart {\n  Cart() {}\n}';
    const due: Definition[] = [
      { kind: 'class', name: 'Cart', line: 1, endLine: 3, inside: false },
      { kind: 'method', name: 'Cart', scope: 'Cart', line: 2, endLine: 2, inside: false },
    ];
    const made = symbol('Cart', 2, 2);
    expect(faultsOf([symbol('Cart', 1, 3, [made], 'class')], due, rules, source)).toEqual([]);
    expect(faultsOf([symbol('Cart', 1, 3, [], 'class')], due, rules, source)).toEqual(['missing Cart']);
  });
});

describe('the judge on first lines that the oracle does not know', () => {
  const source = `struct Before { int a; };
@Test
@Timed({ 1, 2 })
static
int add(int a,
    int b) {
  return a + b;
}

// adds more
int more;
`;
  const due: Definition[] = [{ kind: 'function', name: 'add', line: 5, endLine: 8, inside: false }];
  const decorated: Rules = { ends: 'oracle', decoration: /^\s*@\w+(?:\(.*\))?\s*$/ };

  it('lets attributes, modifiers and the type stand before the name', () => {
    expect(faultsOf([symbol('add', 2, 8)], due, decorated, source)).toEqual([]);
  });

  it('complains if what belongs to another definition is in the lines', () => {
    expect(faultsOf([symbol('add', 1, 8)], due, decorated, source)).toEqual(['start add']);
  });

  it('complains if a decorator was left out', () => {
    expect(faultsOf([symbol('add', 3, 8)], due, decorated, source)).toEqual(['start add']);
    expect(faultsOf([symbol('add', 4, 8)], due, decorated, source)).toEqual(['start add']);
  });

  it('complains if a blank line or a comment begins the lines', () => {
    const more: Definition[] = [{ kind: 'variable', name: 'more', line: 11, inside: false }];
    expect(faultsOf([symbol('more', 11, 11)], more, decorated, source)).toEqual([]);
    expect(faultsOf([symbol('more', 10, 11)], more, decorated, source)).toEqual(['start more']);
    expect(faultsOf([symbol('more', 9, 11)], more, decorated, source)).toEqual(['start more']);
  });

  it('lets the braces of a type stand before the name of its alias', () => {
    const alias = 'typedef struct {\n  int a;\n} pair;\nint c; int\nd;';
    const type: Definition[] = [{ kind: 'typedef', name: 'pair', line: 3, inside: false }];
    expect(faultsOf([symbol('pair', 1, 3)], type, rules, alias)).toEqual([]);
    const variable: Definition[] = [{ kind: 'variable', name: 'd', line: 5, inside: false }];
    expect(faultsOf([symbol('d', 4, 5)], variable, rules, alias)).toEqual(['start d']);
  });
});

describe('the judge on last lines that only the layout tells', () => {
  const source = `pub fn add(
    a: u8,
) -> u8 {
    if a > 1 {
        a
    }
}

const TEXT: &str = "first {
second
";

struct Point { x: u8 }

impl Point
where
    Self: Sized,
{
    fn x(&self) -> u8 { self.x }
    const FEW: [u8; 2] = [
        1, 2,
    ];
}
`;
  const layout: Rules = { ends: 'layout' };

  it.each([
    ['add', 1, 7],
    ['TEXT', 9, 11],
    ['Point', 13, 13],
    ['impl Point', 15, 23],
    ['x', 19, 19],
    ['FEW', 20, 22],
  ])('knows where %s ends', (name, line, endLine) => {
    const due: Definition[] = [{ kind: 'item', name, line, inside: false }];
    expect(judge(source, [symbol(name, line, endLine)], due, layout)).toMatchObject({ ends: 1, faults: [] });
    for (const wrong of [endLine - 1, endLine + 1].filter((end) => end >= line)) {
      expect(faultsOf([symbol(name, line, wrong)], due, layout, source)).toContain(`end ${name}`);
    }
  });

  it('ends a macro with the line that no backslash continues', () => {
    const macro = '#define A(x) \\\n  x, \\\n  x\n#define B';
    const due: Definition[] = [{ kind: 'macro', name: 'A', line: 1, endLine: 2, inside: false }];
    const continued: Rules = { ends: 'oracle', continued: ['macro'] };
    expect(faultsOf([symbol('A', 1, 3)], due, continued, macro)).toEqual([]);
    expect(faultsOf([symbol('A', 1, 2)], due, continued, macro)).toEqual(['end A']);
  });

  it('knows the `end` of languages that have one', () => {
    const ruby = 'def a\n  b\nrescue\n  c\nend\ndef d; end\ndef e = 1\n';
    const due: Definition[] = [
      { kind: 'method', name: 'a', line: 1, endLine: 3, inside: false },
      { kind: 'method', name: 'd', line: 6, endLine: 7, inside: false },
      { kind: 'method', name: 'e', line: 7, inside: false },
    ];
    const endless: Rules = { ends: 'oracle', endless: ['method'] };
    const right = [symbol('a', 1, 5), symbol('d', 6, 6), symbol('e', 7, 7)];
    expect(judge(ruby, right, due, endless)).toMatchObject({ ends: 3, faults: [] });
    expect(faultsOf([symbol('a', 1, 3), symbol('d', 6, 7), symbol('e', 7, 7)], due, endless, ruby)).toEqual([
      'end a',
      'end d',
    ]);
  });

  it('forgives a mark at the end of a name only where the oracle is known to get it wrong', () => {
    const due: Definition[] = [{ kind: 'alias', name: 'open', line: 1, inside: false }];
    expect(faultsOf([symbol('open?', 1, 1)], due, { ends: 'oracle', unmarked: ['alias'] }, 'open?')).toEqual(
      [],
    );
    expect(faultsOf([symbol('open?', 1, 1)], due, { ends: 'oracle' }, 'open?')).toEqual(['missing open']);
  });

  it('says nothing where the layout is not regular', () => {
    const due: Definition[] = [{ kind: 'function', name: 'odd', line: 1, inside: false }];
    const odd = 'fn odd() {\nlet a = 1;\n}';
    expect(judge(odd, [symbol('odd', 1, 3)], due, layout)).toMatchObject({ ends: 0, faults: [] });
  });
});
