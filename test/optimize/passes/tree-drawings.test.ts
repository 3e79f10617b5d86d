import { describe, expect, it } from 'vitest';
import { treeDrawings } from '../../../src/optimize/passes/tree-drawings.js';
import { passContract, result, textsAfter } from '../../contracts/pass.js';

const folders = `.
├── README.md
├── src
│\u00a0\u00a0 ├── cart
│\u00a0\u00a0 │\u00a0\u00a0 ├── cart.ts
│\u00a0\u00a0 │\u00a0\u00a0 └── lines.ts -> ../lines.ts
│\u00a0\u00a0 └── vat.ts
└── web
    └── index.html

3 directories, 5 files
`;
const packages = `shop@1.0.0 /home/dev/shop
├─┬ express@4.22.1
│ ├─┬ body-parser@1.20.4
│ │ ├── bytes@3.1.2
│ │ └── qs@6.14.0 deduped
│ └── UNMET DEPENDENCY cookie@0.7.2
└── zod@4.1.0 invalid: "^3" from the root project
`;
const gradle = `compileClasspath - Compile classpath for 'main'.
+--- com.example:till:1.2 -> 1.3 (*)
|    +--- com.example:paper:0.9
|    \\--- com.example:ink:0.4 FAILED
\\--- com.example:vat:2.0
     \\--- com.example:cents:2.0
`;
const ascii = `.
|-- a.ts
|-- b
|   |-- c.ts
|   \`-- d.ts
\`-- e.ts
`;

passContract(treeDrawings, {
  'a tree of folders': [result('a', folders, { input: { command: 'tree' } })],
  'a tree of packages': [result('a', packages, { input: { command: 'npm ls --all' } })],
});

describe('tree-drawings', () => {
  it.each([
    [
      folders,
      `.
 README.md
 src
  cart
   cart.ts
   lines.ts -> ../lines.ts
  vat.ts
 web
  index.html

3 directories, 5 files
`,
    ],
    [
      packages,
      `shop@1.0.0 /home/dev/shop
 express@4.22.1
  body-parser@1.20.4
   bytes@3.1.2
   qs@6.14.0 deduped
  UNMET DEPENDENCY cookie@0.7.2
 zod@4.1.0 invalid: "^3" from the root project
`,
    ],
    [
      gradle,
      `compileClasspath - Compile classpath for 'main'.
 com.example:till:1.2 -> 1.3 (*)
  com.example:paper:0.9
  com.example:ink:0.4 FAILED
 com.example:vat:2.0
  com.example:cents:2.0
`,
    ],
    [
      ascii,
      `.
 a.ts
 b
  c.ts
  d.ts
 e.ts
`,
    ],
  ])('writes a blank a level', (drawn, indented) => {
    expect(textsAfter(treeDrawings, [result('a', drawn)])).toEqual([indented]);
  });

  it('keeps the level where a note stands between', () => {
    const lines = folders.replace(/^.*cart\.ts\n.*lines\.ts.*$/m, '… 2 paths');
    const [text] = textsAfter(treeDrawings, [result('a', lines)]);
    expect(text).toContain('\n  cart\n… 2 paths\n  vat.ts\n web\n');
  });

  it.each([
    ['a table', '├────┼────┤\n'.repeat(20)],
    ['a table in Markdown', '|-- |-- |\n'.repeat(20)],
    ['an excerpt', '  ╭─[a.rs:3:5]\n3 │ let a;\n  ╰─ here\n'.repeat(9)],
    ['units of systemd', '             ├─1042 nginx\n             └─1043 nginx\n'.repeat(9)],
    ['two nodes', 'a\n├── b\n└── c\n'],
    ['a diff', `diff --git a/x b/x\n@@ -1 +1 @@\n${folders}`],
  ])('leaves alone %s', (_, text) => {
    expect(textsAfter(treeDrawings, [result('a', text)])).toEqual([text]);
  });

  it('leaves alone a file that was read', () => {
    const file = result('a', folders, { name: 'Read', input: { file_path: 'README.md' } });
    expect(textsAfter(treeDrawings, [file])).toEqual([folders]);
  });
});
