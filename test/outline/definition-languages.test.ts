import { describe, expect, it } from 'vitest';
import { findSymbols } from '../../src/outline/find-symbols.js';
import { languageOf } from '../../src/outline/languages.js';
import { outlineOf } from '../../src/outline/outline-of.js';
import { renderOutline } from '../../src/outline/render-outline.js';

async function outline(path: string, ...lines: readonly string[]): Promise<string[]> {
  return renderOutline(await outlineOf(path, lines.join('\n'))).split('\n');
}

async function found(path: string, text: string, name: string): Promise<number[]> {
  return findSymbols(await outlineOf(path, text), name).map(({ startLine }) => startLine);
}

describe('a Dockerfile', () => {
  it('is known by its name, whatever is behind it, but not where that is the language of a program', () => {
    const names = ['Dockerfile', 'a/Dockerfile.dev', 'Containerfile', 'dockerfile-ci', 'x.dockerfile'];
    expect(names.map((name) => languageOf(name)?.name)).toEqual(names.map(() => 'dockerfile'));
    expect(languageOf('src/dockerfile.ts')?.name).toBe('typescript');
    expect(languageOf('Dockerfile.md')?.name).toBe('markdown');
    expect(languageOf('.dockerignore')).toBeUndefined();
  });

  it('may say with what its lines go on', async () => {
    const lines = ['# escape=`', 'FROM a', 'RUN one `', '    two', 'RUN c:\\'];
    expect(await outline('Dockerfile', ...lines)).toEqual([
      '2 import a',
      '2-5 FROM a',
      '3-4   RUN one { … 1 line }',
      '5   RUN c:\\',
    ]);
  });

  it('takes each name that an instruction sets', async () => {
    const text = 'FROM a AS base\nENV ONE=1 TWO="2 3" \\\n  THREE=x\nENV FOUR four\nARG FIVE\n';
    for (const name of ['ONE', 'TWO', 'THREE', 'base.ONE'])
      expect(await found('Dockerfile', text, name)).toEqual([2]);
    expect(await found('Dockerfile', text, 'FOUR')).toEqual([4]);
    expect(await found('Dockerfile', text, 'FIVE')).toEqual([5]);
  });

  it('counts no stage of its own among the images', async () => {
    const lines = [
      'FROM a AS one',
      'FROM one',
      'COPY --from=0 /a /b',
      'COPY --from=one /a /b',
      'FROM scratch',
    ];
    expect((await outlineOf('Dockerfile', lines.join('\n'))).imports.map(({ module }) => module)).toEqual([
      'a',
    ]);
  });

  it('reads on where a heredoc or a line has no end', async () => {
    expect(await outline('Dockerfile', 'FROM a', 'RUN <<EOF', 'b')).toEqual([
      '1 import a',
      '1-3 FROM a',
      '2-3   RUN <<EOF { … 1 line }',
    ]);
    expect(await outline('Dockerfile', 'FROM a', 'RUN b \\', '')).toEqual([
      '1 import a',
      '1-2 FROM a',
      '2   RUN b',
    ]);
  });
});

describe('a makefile', () => {
  it('is known by its name', () => {
    const names = ['Makefile', 'GNUmakefile', 'makefile', 'src/Makefile.am', 'rules.mk'];
    expect(names.map((name) => languageOf(name)?.name)).toEqual(names.map(() => 'makefile'));
    expect(languageOf('makefile.py')?.name).toBe('python');
  });

  it('finds each target of a rule', async () => {
    const text = 'one two:\n\tcc\nthree: one\n';
    expect(await found('Makefile', text, 'two')).toEqual([1]);
    expect(await found('Makefile', text, 'three')).toEqual([3]);
  });

  it('tells colons in references and in assignments from those of rules', async () => {
    expect(
      await outline(
        'Makefile',
        '$(SRC:.c=.o): a',
        'A := b:c',
        'B ::= d',
        'a: B := 1',
        'C=$(x:y=z)',
        '$(D)_E = 1',
      ),
    ).toEqual([
      '1 $(SRC:.c=.o): a',
      '2 A := b:c',
      '3 B ::= d',
      '4 a: B := 1',
      '5 C=$(x:y=z)',
      '6 $(D)_E = 1',
    ]);
  });

  it('says that a define has no end, and reads on', async () => {
    const { note, symbols } = await outlineOf('Makefile', 'define a\nb = 1\nc: d\n');
    expect(note).toBe('a define on line 1 has no end');
    expect(symbols.map(({ name }) => name)).toEqual(['b', 'c']);
  });

  it('leaves out what is added to a variable that it has already', async () => {
    expect(await outline('Makefile', 'A += 1', 'A += 2', 'A = 3')).toEqual(['1 A += 1', '3 A = 3']);
  });
});

describe('a Protobuf file', () => {
  it('takes comments, options and strings for what they are', async () => {
    const lines = [
      'message A { // }',
      '  string s = 1 [default = "}; message B {"]; /* message C { */',
      '}',
      'message D {}',
    ];
    expect(await outline('a.proto', ...lines)).toEqual(['1-3 message A', '2   string s = 1', '4 message D']);
  });

  it('finds fields by the message that they are in', async () => {
    const text = 'message A {\n  message B {\n    int32 c = 1;\n  }\n  oneof d {\n    int32 e = 2;\n  }\n}\n';
    expect(await found('a.proto', text, 'A.B.c')).toEqual([3]);
    expect(await found('a.proto', text, 'A.d.e')).toEqual([6]);
  });

  it.each([
    ['message A {\n  int32 b = 1;\n', 1, ['A', 'b']],
    ['message A {\n}\n}\nmessage B {}\n', 3, ['A', 'B']],
    ['message A {\n  int32 b = 1 [(x;\n  int32 c = 2;\n}\nmessage D {}\n', 2, ['A', 'b', 'c', 'D']],
  ])('that is broken says where, and what can be read: %j', async (text, line, names) => {
    const { note, symbols } = await outlineOf('a.proto', text);
    expect(note).toBe(`brackets do not match: see line ${line}`);
    expect(symbols.flatMap(({ name, children }) => [name, ...children.map((child) => child.name)])).toEqual(
      names,
    );
  });
});

describe('a GraphQL file', () => {
  it('takes the description right before a definition', async () => {
    const lines = [
      '"A { b."',
      'type A {',
      '  """',
      '  First.',
      '  Second.',
      '  """',
      '  b: C',
      '  d: E',
      '}',
    ];
    expect(await outline('a.graphql', ...lines)).toEqual([
      '2-9 type A  // A { b.',
      '7   b: C  // First.',
      '8   d: E',
    ]);
  });

  it('separates definitions without bodies', async () => {
    expect(await outline('a.gql', 'scalar A', 'scalar B @c', 'union D = A', '  | B', 'type E')).toEqual([
      '1 scalar A',
      '2 scalar B @c',
      '3-4 union D = A',
      '  | B',
      '5 type E',
    ]);
  });
});

describe('Terraform', () => {
  it('finds blocks by what they are called where they are used', async () => {
    const text = 'resource "a" "b" {\n}\ndata "a" "b" {\n}\nvariable "c" {\n}\nlocals {\n  d = 1\n}\n';
    expect(await found('a.tf', text, 'a.b')).toEqual([1, 3]);
    expect(await found('a.tf', text, 'data.a.b')).toEqual([3]);
    expect(await found('a.tf', text, 'c')).toEqual([5]);
    expect(await found('a.tf', text, 'd')).toEqual([8]);
  });

  it('reads strings in expressions in strings, also over several lines', async () => {
    const lines = [`a = "\${b("}") ? "\${c}" :`, '  d("{")}"', 'e "f" {', '  g = 1', '}'];
    expect(await outline('a.tf', ...lines)).toEqual([
      `1-2 a = "\${b("}") ? "\${c}" : … 1 line`,
      '3-5 e "f" { … 1 line }',
    ]);
  });
});
