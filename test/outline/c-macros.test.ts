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
