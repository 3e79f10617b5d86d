import fs from 'node:fs';
import { test } from 'vitest';
import { outlineOf } from '/work/main/src/outline/outline-of.js';
import { renderOutline } from '/work/main/src/outline/render-outline.js';

test('x', async () => {
  for (const f of process.env.F!.split(',')) {
    const t = fs.readFileSync(f, 'utf8');
    const t0 = performance.now();
    const o = await outlineOf(f, t);
    console.log(f, performance.now() - t0);
    fs.writeFileSync('/tmp/o/out.txt', renderOutline(o));
  }
});
