import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { applyPatch } from 'diff';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { hashOf } from '../../src/context/handle.js';
import { fileText } from '../../src/read/file-text.js';
import { createPathScope } from '../../src/read/path-scope.js';
import { readView } from '../../src/read/read-view.js';
import { type SmartRead, smartRead } from '../../src/read/smart-read.js';
import { versionTag } from '../../src/read/version-tag.js';
import { createStore } from '../../src/store/create-store.js';
import { temporaryFolder } from './temporary-folder.js';

const home = mkdtempSync(path.join(tmpdir(), 'ctxopt-versions-'));
const store = createStore({ location: path.join(home, 'ctxopt.db'), warn: () => {} });
afterAll(async () => {
  await store.close();
  rmSync(home, { recursive: true });
});

const NAMES = ['a.ts', 'b.md', 'c.txt', 'd.json'] as const;
const READERS = 3;

/** What stands for the rest of a file over the budget. */
const CUT = /\n?\[cut to fit the budget; the rest: .*\]$/;

/** Edits of a file's lines; the rest of a step says what it does with them. */
const lines = fc.array(
  fc.oneof(
    fc.constantFrom(
      '',
      '}',
      '  return 1;',
      'export function f() {',
      '# Title',
      '"key": 1,',
      '\r',
      '🌍 é 世界',
      '\\',
    ),
    fc.constantFrom(
      '@@ -1,2 +1,2 @@',
      '--- a.ts',
      '+++ a.ts',
      '<<<<<<< HEAD',
      '=======',
      '>>>>>>> x',
      'a\u2028b',
    ),
    fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => text.replaceAll('\n', '')),
  ),
  { maxLength: 6 },
);
const name = fc.constantFrom(...NAMES);
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('edit' as const),
      name,
      at: fc.nat(400),
      gone: fc.nat(8),
      put: lines,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('replace' as const),
      name,
      word: fc.string(),
      count: fc.nat(3000),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('revert' as const), name, to: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('swap' as const), name, other: name }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('recode' as const),
      name,
      how: fc.constantFrom('crlf', 'lf', 'end', 'no end', 'empty', 'broken', 'utf-16', 'mark', 'latin'),
    }),
  },
  {
    weight: 14,
    arbitrary: fc.record({
      do: fc.constant('read' as const),
      name,
      reader: fc.nat(READERS - 1),
      view: fc.constantFrom('auto' as const, 'full' as const, 'outline' as const),
      /** Quotes the tag that it holds of this file, or of another. */
      quoted: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, name),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const START = Array.from({ length: 60 }, (_, i) =>
  i % 6 === 0
    ? `export function start${i}(a: number) {\n  first(a);\n  second(a);\n}`
    : `// line ${i} of prose`,
).join('\n');

function recoded(bytes: Buffer, how: string): Buffer {
  const text = fileText(bytes)?.text ?? '';
  switch (how) {
    case 'crlf':
      return Buffer.from(text.replace(/\r?\n/g, '\r\n'));
    case 'lf':
      return Buffer.from(text.replaceAll('\r\n', '\n'));
    case 'end':
      return Buffer.from(`${text}\n`);
    case 'no end':
      return Buffer.from(text.replace(/\n+$/, ''));
    case 'empty':
      return Buffer.alloc(0);
    case 'broken':
      return Buffer.concat([Buffer.from(`// äöü äöü\n${text}`), Buffer.of(0xc3, 0x28, 0x0a)]);
    case 'utf-16':
      return Buffer.from(`\ufeff${text}`, 'utf16le');
    case 'mark':
      return Buffer.from(`\ufeff${text}`);
    default:
      return Buffer.concat([Buffer.from(text.replace(/[^\x00-\x7f]/g, 'x')), Buffer.of(0xe9, 0x0a)]);
  }
}

/** Files on a disk, what they have held, and readers who each hold a version of some of them. */
function world() {
  const folder = temporaryFolder(Object.fromEntries(NAMES.map((file) => [file, START])));
  const scope = createPathScope({ roots: [folder] });
  const past: Buffer[] = [Buffer.from(START)];
  /** By reader and file: the text whose tag it holds. */
  const held = new Map<string, string>();
  const at = (file: string): string => path.join(folder, file);
  const counts = { unchanged: 0, diff: 0, other: 0 };

  function write(file: string, bytes: Buffer): void {
    writeFileSync(at(file), bytes);
    past.push(bytes);
  }

  function change(one: Exclude<Step, { do: 'read' }>): void {
    const bytes = readFileSync(at(one.name));
    const text = fileText(bytes)?.text ?? '';
    switch (one.do) {
      case 'edit': {
        const all = text.split('\n');
        write(one.name, Buffer.from(all.toSpliced(one.at % all.length, one.gone, ...one.put).join('\n')));
        break;
      }
      case 'replace':
        write(
          one.name,
          Buffer.from(Array.from({ length: one.count }, (_, i) => `${one.word} ${i}`).join('\n')),
        );
        break;
      case 'revert':
        write(one.name, past[one.to % past.length]!);
        break;
      case 'recode':
        write(one.name, recoded(bytes, one.how));
        break;
      case 'swap':
        renameSync(at(one.name), at('aside'));
        renameSync(at(one.other === one.name ? 'aside' : one.other), at(one.name));
        if (one.other !== one.name) renameSync(at('aside'), at(one.other));
    }
  }

  async function read({
    name: file,
    reader,
    view,
    quoted = file,
  }: Extract<Step, { do: 'read' }>): Promise<void> {
    const known = held.get(`${reader} ${quoted}`);
    const decoded = fileText(readFileSync(at(file)));
    const input = { path: file, view, ...(known === undefined ? {} : { since: versionTag(hashOf(known)) }) };
    const reading = smartRead({ scope, store, view: readView }, input);
    if (decoded === undefined) {
      await expect(reading).rejects.toMatchObject({ code: 'binary_file' });
      return;
    }
    const result = await reading;
    judge(result, { file, view, text: decoded.text, known });
    held.set(`${reader} ${file}`, decoded.text);
  }

  interface Truth {
    readonly file: string;
    readonly view: string;
    /** What the file says. */
    readonly text: string;
    /** What the tag that was quoted names. */
    readonly known: string | undefined;
  }

  function judge(result: SmartRead, { file, view, text, known }: Truth): void {
    const [header = ''] = result.text.split('\n', 1);
    const body = result.text.slice(header.length + 1);
    expect(header.endsWith(` · ${versionTag(hashOf(text))}`)).toBe(true);
    expect(result.view === 'unchanged').toBe(known === text);
    if (result.view === 'unchanged') counts.unchanged += 1;
    else if (result.view === 'diff') {
      counts.diff += 1;
      expect(applyPatch(known!, body, { autoConvertLineEndings: false })).toBe(text);
      if (counts.diff % 8 === 0) expect(gitApplied(file, known!, body)).toBe(text);
    } else {
      counts.other += 1;
      if (view === 'full') expect(result.view).toBe('full');
      if (result.view === 'full') {
        const shown = body.replace(CUT, '');
        expect(shown === body ? text === body : text.startsWith(shown)).toBe(true);
      }
      if (known !== undefined) expect(header).toMatch(/changed since v:|not known here/);
    }
  }

  return {
    counts,
    async take(one: Step): Promise<void> {
      if (one.do === 'read') await read(one);
      else change(one);
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** What git makes of a text and a diff. */
function gitApplied(file: string, before: string, diff: string): string {
  const folder = temporaryFolder({ [file]: before, 'the.diff': diff });
  execFileSync('git', ['apply', '-p0', '--whitespace=nowarn', 'the.diff'], { cwd: folder, stdio: 'pipe' });
  return readFileSync(path.join(folder, file), 'utf8');
}

describe('versions of files that several readers hold', () => {
  it('are unchanged only if they are, else told by a diff that leads to the file', async () => {
    const total = { unchanged: 0, diff: 0, other: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 80, size: 'max' }), async (steps) => {
        const { take, counts, remove } = world();
        try {
          for (const one of steps) await take(one);
        } finally {
          remove();
        }
        for (const kind of ['unchanged', 'diff', 'other'] as const) total[kind] += counts[kind];
      }),
      { numRuns: 60 },
    );
    // The walk is worth nothing unless it comes by all of these, again and again.
    expect(Math.min(total.unchanged, total.diff, total.other)).toBeGreaterThan(50);
  });
});
