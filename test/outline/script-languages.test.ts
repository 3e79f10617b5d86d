import { describe, expect, it } from 'vitest';
import { findSymbols } from '../../src/outline/find-symbols.js';
import { languageOf } from '../../src/outline/languages.js';
import type { OutlineSymbol } from '../../src/outline/outline.js';
import { outlineOf } from '../../src/outline/outline-of.js';
import { outlineSyntax } from '../../src/outline/syntax/outline-syntax.js';

function flatten(symbols: readonly OutlineSymbol[]): OutlineSymbol[] {
  return symbols.flatMap((symbol) => [symbol, ...flatten(symbol.children)]);
}

/** Names by whether they are exported. */
async function names(path: string, lines: readonly string[], exported: boolean): Promise<string[]> {
  const { symbols } = await outlineOf(path, lines.join('\n'));
  return flatten(symbols)
    .filter((symbol) => symbol.exported === exported)
    .map(({ name }) => name);
}

async function places(path: string, lines: readonly string[]): Promise<string[]> {
  const { symbols } = await outlineOf(path, lines.join('\n'));
  return flatten(symbols).map(
    ({ name, kind, startLine, endLine }) => `${startLine}-${endLine} ${kind} ${name}`,
  );
}

describe('Ruby', () => {
  const text = [
    'class A',
    '  def shown; end',
    '  def late; end',
    '  def self.made; end',
    '  LIMIT = 1',
    '  private def single; end',
    '  def after_single; end',
    '  private',
    '  def hidden; end',
    '  attr_reader :secret',
    '  if x',
    '    def nested; end',
    '  end',
    '  class << self',
    '    def own; end',
    '    protected',
    '    def guarded; end',
    '  end',
    '  class B',
    '    def fresh; end',
    '  end',
    '  public',
    '  def again; end',
    '  private :late, "shown"',
    '  private_constant :LIMIT',
    '  private_class_method :made',
    '  def last; end',
    'end',
  ];

  it('hides what stands behind private, alone or with names', async () => {
    expect(await names('a.rb', text, false)).toEqual(
      ['shown', 'late', 'made', 'LIMIT', 'single', 'hidden', 'secret', 'nested', 'guarded'].sort(
        (a, b) => text.findIndex((line) => line.includes(a)) - text.findIndex((line) => line.includes(b)),
      ),
    );
    expect(await names('a.rb', text, true)).toEqual([
      'A',
      'after_single',
      'self',
      'own',
      'B',
      'fresh',
      'again',
      'last',
    ]);
  });

  it('finds a method of a class itself by its class, however it is written', async () => {
    const outline = await outlineOf('a.rb', text.join('\n'));
    expect(findSymbols(outline, 'A.own').map(({ startLine }) => startLine)).toEqual([15]);
    expect(findSymbols(outline, 'A.made').map(({ startLine }) => startLine)).toEqual([4]);
    expect(findSymbols(outline, 'A::B#fresh').map(({ startLine }) => startLine)).toEqual([20]);
  });

  it('reads documents within the text, and what comes after them', async () => {
    const lines = [
      'QUERY = <<~SQL',
      '  def never; end',
      'SQL',
      'def x = <<~A + y',
      '  class Never',
      'A',
      'def z; end',
    ];
    expect(await places('a.rb', lines)).toEqual(['1-3 constant QUERY', '4-4 function x', '7-7 function z']);
  });
});

describe('PHP', () => {
  it('hides what is private, and knows promoted parameters', async () => {
    const lines = [
      '<?php',
      'class A {',
      '  private $a; protected $b; public $c; const D = 1; private const E = 2;',
      '  public function __construct(private int $f, public readonly ?B $g, int $h) {}',
      '  private function i() {}',
      '}',
    ];
    expect(await names('a.php', lines, false)).toEqual(['a', 'E', 'f', 'i']);
    expect(await names('a.php', lines, true)).toEqual(['A', 'b', 'c', 'D', '__construct', 'g']);
  });
});

describe('C#', () => {
  it('exports what is public or protected, or in an interface or enum', async () => {
    const lines = [
      'public class A {',
      'int a; protected int b; internal int c; public int d;',
      'class B { public int e; }',
      '}',
      'interface C { void F(); }',
      'internal enum D { G }',
      'public record E(int H);',
    ];
    expect(await names('a.cs', lines, true)).toEqual(['A', 'b', 'd', 'e', 'F', 'G', 'E', 'H']);
  });

  it('reads on where the branches of a condition break the braces', async () => {
    const lines = [
      'class A {',
      '#if X',
      '  void F() {',
      '#else',
      '  void G() {',
      '#endif',
      '    H();',
      '  }',
      '  void I() { }',
      '}',
      '',
    ];
    expect(await places('a.cs', lines)).toEqual(expect.arrayContaining(['1-10 class A', '9-9 method I']));
  });
});

describe('Kotlin', () => {
  it('exports what is neither private nor internal', async () => {
    const lines = [
      'class A(val a: Int, private val b: Int, c: Int) {',
      '  internal fun d() {}',
      '  protected fun e() {}',
      '  companion object { fun f() {} }',
      '}',
      'private fun String.g() {}',
    ];
    expect(await names('a.kt', lines, true)).toEqual(['A', 'a', 'e', 'companion', 'f']);
    expect(await names('a.kt', lines, false)).toEqual(['b', 'd', 'String.g']);
    const outline = await outlineOf('a.kt', lines.join('\n'));
    expect(findSymbols(outline, 'A.f').map(({ startLine }) => startLine)).toEqual([4]);
  });

  it('reads annotations, multiplatform modifiers and a constructor on a line of its own', async () => {
    const lines = [
      '@OptIn(Experimental::class)',
      'actual open class A',
      'internal actual constructor(',
      '  actual val a: Int,',
      ') : B() {',
      '  @JvmName("c")',
      '  actual fun c() {}',
      '  val d',
      '    @JvmName("d") get() = 1',
      '  actual companion object {',
      '    val e = object : F { override fun g() {} }',
      '  }',
      '}',
      '@A("(")',
      'annotation class H',
    ];
    const expected = [
      '1-13 class A',
      '4-4 name a',
      '6-7 method c',
      '8-9 property d',
      '10-12 object companion',
      '11-11 property e',
      '11-11 name g',
      '14-15 annotation H',
    ];
    expect(await places('a.kt', lines)).toEqual(expected);
    expect(
      await places(
        'a.kt',
        [...lines.slice(0, -1), `${lines.at(-1)}\r`].map((line) => `${line}\r`),
      ),
    ).toEqual(expected);
  });
});

describe('Bash', () => {
  it('keeps to what a script defines, not what its functions set', async () => {
    const lines = [
      'export A=1',
      '_B=2',
      'c=3',
      'D+=4',
      'f() {',
      '  E=5',
      '  g() { :; }',
      '}',
      'declare -F f',
      'E=5 f',
    ];
    expect(await places('a.sh', lines)).toEqual(['1-1 variable A', '2-2 variable _B', '5-8 function f']);
    expect(await names('a.sh', lines, false)).toEqual(['_B']);
  });
});

describe('PowerShell', () => {
  it('exports what the module says', async () => {
    const lines = [
      'function Get-A {}',
      'function Get-B {}',
      'Export-ModuleMember -Function @(',
      "  'Get-A'",
      ')',
    ];
    expect(await names('a.psm1', lines, true)).toEqual(['Get-A']);
    const all = [...lines.slice(0, 2), 'Export-ModuleMember *'];
    expect(await names('a.psm1', all, true)).toEqual(['Get-A', 'Get-B']);
  });

  it('reads strings and comments for what they are', async () => {
    const lines = [
      'function A {',
      '  "a { $(if ($x) { "}" }) `" {"',
      "  'it''s {'",
      '  <# { #> # {',
      "  @'",
      'function Never { "',
      "'@",
      '  @"',
      '} $(',
      '"@',
      '  $' + '{a{b}',
      '}',
      'function B',
      '{',
      '}',
    ];
    expect(await places('a.ps1', lines)).toEqual(['1-12 function A', '13-15 function B']);
  });

  it('shows the keys of a manifest', async () => {
    const lines = [
      '# about',
      '@{',
      "  RootModule = 'a.psm1'",
      '  FunctionsToExport = @(',
      "    'b'",
      '  )',
      '}',
    ];
    expect(await places('a.psd1', lines)).toEqual(['3-3 key RootModule', '4-6 key FunctionsToExport']);
  });

  it('tells where brackets do not match, and reads on', async () => {
    const { symbols, note } = await outlineOf('a.ps1', 'function A {\n  f (\n}\nfunction B { }\n');
    expect(symbols.map(({ name }) => name)).toEqual(['A', 'B']);
    expect(note).toBe('brackets do not match: see line 2');
  });
});

describe('scripts', () => {
  it.each([
    ['run', '#!/usr/bin/env ruby\n', 'ruby'],
    ['Rakefile', '', 'ruby'],
    ['Gemfile', '', 'ruby'],
    ['config.ru', '', 'ruby'],
    ['a.gemspec', '', 'ruby'],
    ['run', '#!/usr/bin/php -q\n', 'php'],
    ['run', '#!/bin/sh\n', 'bash'],
    ['run', '#!/usr/bin/env zsh\n', 'bash'],
    ['run', '#!/usr/bin/env bats\n', 'bash'],
    ['.bashrc', '', 'bash'],
    ['run', '#!/usr/bin/env pwsh\n', 'powershell'],
    ['run', '#!/usr/bin/env python3\n', 'python'],
    ['run', 'echo /bin/sh\n', undefined],
    ['fish', '#!/usr/bin/fish\n', undefined],
  ])('%s beginning with %j is %s', (name, text, language) => {
    expect(languageOf(`a/${name}`, text)?.name).toBe(language);
  });
});

describe('a language whose grammar is not installed', () => {
  it('is read by its header lines, and says so', async () => {
    const syntax = {
      grammars: ['no-such-language'] as const,
      comments: new Set<string>(),
      header: /^\s*(?<kind>def|class) (?<name>\w+)/,
      isExported: () => true,
      define: () => undefined,
    };
    const outline = await outlineSyntax('none', syntax, 'class A\n  def b\n    1\n  end\nend\nx\n');
    expect(outline.note).toBe('its grammar is not installed, read line by line');
    expect(
      flatten(outline.symbols).map(({ name, startLine, endLine }) => [name, startLine, endLine]),
    ).toEqual([
      ['A', 1, 5],
      ['b', 2, 4],
    ]);
  });
});

describe.each([
  ['rb', 'class A\n  def b\n    1\n  end\nend\n', ['A', 'b'], '\ndef ) = ( %w[ <<\n'],
  [
    'php',
    '<?php\nclass A\n{\n    function b()\n    {\n    }\n}\n',
    ['A', 'b'],
    '\n<?php class ) = ( {{{ ;\n?>\n',
  ],
  ['sh', 'a() {\n  :\n}\nfunction b {\n  :\n}\n', ['a', 'b'], '\nif ( ) then (( $( \n'],
  ['cs', 'class A\n{\n    void b()\n    {\n    }\n}\n', ['A', 'b'], '\nclass ) = ( {{{ ;\n'],
  ['kt', 'class A {\n  fun b() {\n  }\n}\n', ['A', 'b'], '\nclass ) = ( {{{ ;\n'],
  ['ps1', 'class A {\n  [int] b() {\n  }\n}\n', ['A', 'b'], '\nclass ) = ( {{{ ;\n'],
])('a .%s file that does not parse', (extension, text, expected, broken) => {
  it.each([
    ['before', broken + text],
    ['behind', text + broken],
  ])('keeps its definitions if what is broken stands %s them', async (_, whole) => {
    const outline = await outlineOf(`a.${extension}`, whole);
    expect(flatten(outline.symbols).map(({ name }) => name)).toEqual(expect.arrayContaining(expected));
    expect(outline.note ?? '').not.toBe('');
  });
});
