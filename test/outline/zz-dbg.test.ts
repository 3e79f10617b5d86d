import fs from 'node:fs'; import { test } from 'vitest';
import { codeOf } from '../../src/outline/ecmascript/code-of.js';
import { recover } from '../../src/outline/ecmascript/recover.js';
import { grammarNamed } from '../../src/outline/grammar.js';
test('d', async () => { const s = fs.readFileSync('node_modules/zod/v4/core/schemas.js', 'utf8'); const code = codeOf(s); console.log(JSON.stringify(codeOf('a`x${b}y${ {c:1} }z`{}')));
 const g=[await grammarNamed('javascript')]; const r = recover({source:s,plain:s,code}, g, performance.now()+5000); console.log('UNP', r.unparsed.map(([a,b])=>a+'-'+b).join(' '), r.symbols.filter(x=>x.name==='normalizeDef')); 
 const i=s.indexOf('// one shared'); const j=s.indexOf('\n}\n', s.indexOf('function normalizeDef'))+2; g[0]!.read(s, (root)=>{ console.log(root.toString().slice(0,3000)); }, {deadline: performance.now()+1000, stretch:{start:s.indexOf('\nfunction normalizeDef'),end:j,startRow:1}});
});
