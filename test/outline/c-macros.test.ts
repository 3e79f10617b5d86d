import { describe, expect, it } from 'vitest';
import type { OutlineSymbol } from '../../src/outline/outline.js';
import { outlineOf } from '../../src/outline/outline-of.js';

function told(symbols: readonly OutlineSymbol[]): string[] {
  return symbols.flatMap(({ kind, name, startLine, endLine, children }) => [
    `${kind} ${name} ${startLine}-${endLine}`,
    ...told(children),
  ]);
}

async function outlined(text: string): Promise<string[]> {
  return told((await outlineOf('a.hpp', text)).symbols);
}

describe('macros in C++', () => {
  it.each([
    ['a record without a base', 'class MYLIB_EXPORT Widget\n{', 'class'],
    ['a macro of one word', 'class API Widget {', 'class'],
    ['a macro with arguments', 'struct EXPORT(core) Widget {', 'struct'],
    ['two macros and a base', 'class API DEPRECATED Widget final : public Base<int> {', 'class'],
  ])('an export macro hides no member: %s', async (_, head, kind) => {
    const first = head.split('\n').length;
    const text = `${head}\npublic:\n  int size() const { return 1; }\n  void reset()\n  {\n    size();\n  }\nprivate:\n  int count = 0;\n};\n`;
    expect(await outlined(text)).toEqual([
      `${kind} Widget 1-${first + 9}`,
      `method size ${first + 2}-${first + 2}`,
      `method reset ${first + 3}-${first + 6}`,
      `field count ${first + 8}-${first + 8}`,
    ]);
  });

  it('takes the last constant of an enum, with comments behind it and before, for no macro', async () => {
    const text =
      'class A {\nA_PRIVATE_UNLESS_TESTED:\n  enum Mode {\n    ONE_THREAD,  // this one\n    ALL_THREADS  // every one\n  };\n};\n';
    const found = await outlined(text);
    expect(found).toContain('constant ONE_THREAD 4-4');
    expect(found).toContain('constant ALL_THREADS 5-5');
  });

  it('an export macro of an enum hides no constant', async () => {
    expect(await outlined('enum class API Color : int {\n  Red,\n  Blue,\n};\n')).toEqual([
      'enum Color 1-4',
      'constant Red 2-2',
      'constant Blue 3-3',
    ]);
  });

  it('a name in capitals is no macro', async () => {
    expect(
      await outlined('class NODE final {\n  int a;\n};\nstruct LIST {\n  enum TYPE type : 8;\n};\n'),
    ).toEqual(['class NODE 1-3', 'field a 2-2', 'struct LIST 4-6', 'field type 5-5']);
  });

  it('one in place of an access specifier hides no member below it', async () => {
    const text =
      'class Store {\npublic:\n  int size() const { return count; }\nSTORE_PRIVATE_BUT_FOR_TESTS:\n' +
      '  void grow(int by)\n  {\n    count += by;\n  }\nprivate:\n  int count = 0;\n};\n';
    expect(await outlined(text)).toEqual([
      'class Store 1-11',
      'method size 3-3',
      'method grow 5-8',
      'field count 10-10',
    ]);
  });

  it('one between a template and its function hides neither, nor with a comment behind it', async () => {
    const text =
      'LIB_NAMESPACE_BEGIN\n\ntemplate<typename T>\nLIB_DEPRECATED_FOR(2.0, a::b or c::d<T>) // NOLINT\n' +
      'T first(const T& from)\n{\n  return from;\n}\n\nint second();\n\nLIB_NAMESPACE_END\n';
    const outline = await outlineOf('a.hpp', text);
    expect(outline.note).toBeUndefined();
    expect(told(outline.symbols)).toEqual(['function first 3-8', 'function second 10-10']);
  });

  it("reads Qt's sections", async () => {
    const text = `class LIB_EXPORT Widget : public QObject
{
    Q_OBJECT
    Q_PROPERTY(int size READ size NOTIFY sizeChanged)
public:
    int size() const { return m_size; }
public slots:
    void reset()
    {
        setSize(0);
    }
signals:
    void sizeChanged(int s);
private Q_SLOTS:
    void onTimeout();
private:
    int m_size = 0;
};
`;
    expect(await outlined(text)).toEqual([
      'class Widget 1-18',
      'method size 6-6',
      'method reset 8-11',
      'method sizeChanged 13-13',
      'method onTimeout 15-15',
      'field m_size 17-17',
    ]);
  });
});

describe('types that are computed from an expression', () => {
  it('hide no overload, whatever commas and brackets are in them', async () => {
    const text =
      'LIB_NAMESPACE_BEGIN\n\nstruct convert\n{\n' +
      '    template<typename From, typename To>\n    static auto read(From&& from, To& to) noexcept(\n' +
      '        noexcept(::lib::read(static_cast<From&&>(from), to)))\n' +
      '    -> decltype(::lib::read(static_cast<From&&>(from), to), void())\n    {\n        ::lib::read(from, to);\n    }\n\n' +
      '    template<typename From, typename To>\n    static auto read(From&& from) noexcept(\n' +
      '    noexcept(::lib::read(static_cast<From&&>(from), tag<To> {})))\n' +
      '    -> decltype(::lib::read(static_cast<From&&>(from), tag<To> {}))\n    {\n        return ::lib::read(from, tag<To> {});\n    }\n' +
      '};\n\nLIB_NAMESPACE_END\n';
    const outline = await outlineOf('a.hpp', text);
    expect(outline.note).toBeUndefined();
    expect(told(outline.symbols)).toEqual(['struct convert 3-20', 'method read 5-11', 'method read 13-19']);
    expect(outline.symbols[0]?.children[0]?.signature).toContain('-> decltype(::lib::read(');
  });

  it('that are never closed cost nothing but themselves', async () => {
    const text = `int first();\n${'auto a = decltype('.repeat(20_000)}\nint last();\n`;
    expect(await outlined(text)).toContain('function first 1-1');
  });
});
