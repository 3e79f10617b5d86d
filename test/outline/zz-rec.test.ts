import fs from 'node:fs'; import path from 'node:path';
import { test } from 'vitest';
import { outlineOf } from '../../src/outline/outline-of.js';
import { recover } from '../../src/outline/ecmascript/recover.js';
import { codeOf } from '../../src/outline/ecmascript/code-of.js';
import { plainSyntax } from '../../src/outline/ecmascript/plain-syntax.js';
import { grammarNamed } from '../../src/outline/grammar.js';
const flat = (s: any): any[] => s.flatMap((x: any) => [x, ...flat(x.children)]);
const files = ['zod/v4/classic/schemas.d.ts','zod/src/v4/core/schemas.ts','zod/src/v3/types.ts','zod/v4/core/schemas.js','zod/v4/core/schemas.cjs','semver/classes/range.js','readable-stream/lib/_stream_readable.js','postcss/lib/container.js','postcss/lib/container.d.ts','typescript/lib/lib.es5.d.ts','typescript/lib/lib.dom.d.ts','jsonc-parser/lib/umd/impl/parser.js','jsonc-parser/lib/esm/impl/parser.js','fast-check/lib/fast-check.js','fast-check/lib/fast-check.d.ts','diff/libcjs/index.js','hono/dist/hono-base.js','hono/dist/types/types.d.ts','tar-stream/extract.js','vite/dist/node/index.d.ts','hono/dist/cjs/request.js','piscina/dist/index.js'];
test('rec', async () => {
  const gs: any = { t: [await grammarNamed('typescript')], j: [await grammarNamed('javascript'), await grammarNamed('tsx')] };
  for (const f of files) {
    const p = path.resolve('node_modules', f); if (!fs.existsSync(p)) { console.log('no', f); continue; }
    const src = fs.readFileSync(p, 'utf8'); const o = await outlineOf(f, src);
    const code = codeOf(src); if (code.length !== src.length) console.log('LEN', f);
    const forms = { source: src, plain: plainSyntax(src, code), code };
    const want = flat(o.symbols).filter((s) => s.kind !== 'name');
    for (const [mode, deadline] of [['seg', performance.now() + 5000], ['pat', 0]] as const) {
      const t0 = performance.now();
      const r = recover(forms, gs[/\.(d\.)?[cm]?ts$/.test(f) ? 't' : 'j'], deadline);
      const t1 = performance.now();
      const have = new Set(flat(r.symbols).map((s) => s.name + s.startLine)); const exact = new Set(flat(r.symbols).map((s) => s.name + s.startLine + '-' + s.endLine));
      const top = o.symbols.filter((s) => s.kind !== 'name');
      const miss = top.filter((s) => !have.has(s.name + s.startLine));
      console.log(mode, f, `all ${want.filter((s) => exact.has(s.name + s.startLine + '-' + s.endLine)).length}/${want.filter((s) => have.has(s.name + s.startLine)).length}/${want.length} top ${top.length - miss.length}/${top.length}`, (t1 - t0).toFixed(0) + 'ms', miss.slice(0, 4).map((s) => s.name + ':' + s.startLine).join(' '));
    }
  }
}, 60000);
