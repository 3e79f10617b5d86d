import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scriptTroubles } from '../../../src/optimize/html/script-troubles.js';

describe('script-troubles', () => {
  it.each([
    [
      'an error object in JSON',
      '{"props":{"user":"ann","theme":"dark"},"err":{"name":"TypeError","message":"x is null","stack":"TypeError: x is null\\n    at f (/app/a.js:3:5)"},"page":"/_error"}',
      ['"name":"TypeError","message":"x is null","stack":"TypeError: x is null\\n    at f (/app/a.js:3:5)"'],
    ],
    [
      'a status beside its message',
      'window.__NUXT__={data:[{a:1}],error:{statusCode:502,message:"upstream is gone",url:"/cart"},state:{}}',
      ['statusCode:502,message:"upstream is gone",url:"/cart"'],
    ],
    [
      'an error that is thrown',
      'let a = 1;\nif (a) throw new Error("no route to db-7");\nlet b = 2;',
      ['if (a) throw new Error("no route to db-7"'],
    ],
    [
      'what is told to the console or to people',
      "console.error('boom');alert('Could not load the chart');document.title='Shop'",
      ["console.error('boom'", "alert('Could not load the chart'"],
    ],
    [
      'a level of a log',
      'window.logs=[{"level":"info","msg":"started"},{"level":"error","msg":"disk is full"}]',
      ['"level":"error","msg":"disk is full"'],
    ],
    ['a message in a template', 'show(`Error: worker $7\ncrashed`)', ['show(`Error: worker $7\ncrashed`']],
    ['an error given twice', 'throw new Error("a b");throw new Error("a b")', ['throw new Error("a b"']],
  ])('names %s', (_, script, troubles) => {
    expect(scriptTroubles(script)).toEqual(troubles);
  });

  it.each([
    ['code', 'function f(a){try{return g("x","y")}catch(error){return{ok:"no",value:404}}}'],
    [
      'settings',
      'window.config={"apiKey":"k1","message":"Welcome back, Ann","retries":500,"error":null,"errors":[]}',
    ],
    ['words in comments', "// don't fail here\nvar a = 'b'; /* error: never */"],
    [
      'an analytics snippet',
      "(function(w,d,s){w[s]=w[s]||[];w[s].push({'gtm.start':1,event:'gtm.js'})})(window,document,'dataLayer')",
    ],
  ])('passes over %s', (_, script) => {
    expect(scriptTroubles(script)).toEqual([]);
  });

  it('cuts a text that goes on and on', () => {
    const [trouble] = scriptTroubles(`{"error":"${'frame '.repeat(5_000)}"}`);
    expect(trouble!.length).toBeLessThan(5_000);
    expect(trouble).toMatch(/^"error":"frame .*…"$/);
  });

  it('names an error wherever it stands', () => {
    const noise = fc.constantFrom(
      'var a=1;',
      'f("x");',
      "s.replace(/'/g,'\"');",
      "// it's\n",
      '{"k":[1,2,{"q":"w"}]};',
      'a?"b":"c";',
      '`$`;',
      '}}}',
      '{',
    );
    const error = fc.constantFrom(
      'throw new Error("lost node-7 of 9")',
      'console.error("lost node-7 of 9")',
      '{"error":"lost node-7 of 9"}',
      '{status:500,message:"lost node-7 of 9"}',
    );
    fc.assert(
      fc.property(fc.array(noise), error, fc.array(noise), (before, said, after) => {
        const script = `${before.join('')}${said}${after.join('')}`;
        expect(scriptTroubles(script).join('\n')).toContain('lost node-7 of 9');
      }),
    );
  });

  it('is done with hostile scripts', () => {
    for (const piece of [
      '"',
      "'",
      '`',
      '{',
      '}',
      ':"',
      ':500',
      '"error":',
      '"error":"',
      'throw "',
      '\\',
      ',"a"',
      '(',
      'a',
    ])
      expect(Array.isArray(scriptTroubles(piece.repeat(200_000)))).toBe(true);
  });
});
