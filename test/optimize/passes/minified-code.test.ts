import { describe, expect, it } from 'vitest';
import { handleOf } from '../../../src/context/handle.js';
import { minifiedCode } from '../../../src/optimize/passes/minified-code.js';
import { oldMinifiedCode } from '../../../src/optimize/passes/old-minified-code.js';
import { optimize } from '../../../src/optimize/pipeline.js';
import { tokenizerFor } from '../../../src/tokens/tokenizer-for.js';
import { part, passContract, result, textsAfter } from '../../contracts/pass.js';

const statements = (count: number, first = 0) =>
  Array.from(
    { length: count },
    (_, k) =>
      `function f${first + k}(e,t){return e&&t?g${k}(e.a,t.b,"x${k}"):!0}var h${first + k}=e=>{this.q=void 0;if(!e)throw new Error("no ${k} given")};`,
  ).join('');
const script = `(()=>{${statements(200)}})();`;
const style = Array.from(
  { length: 200 },
  (_, k) => `.a${k}>li{margin:0 ${k}px;color:#${100 + k};padding:${k}px}`,
).join('');
const curl = { name: 'Bash', input: { command: 'curl -s https://example.com/app.js' } };

const shown = (text: string, rest = {}) => textsAfter(minifiedCode, [result('a', text, curl)], rest)[0]!;
const marked = (what: string, text: string) => `[ctxopt: ${what}, ${handleOf(text)}]\n`;

/** A result, and enough after it that the talk has left it behind. */
const leftBehind = (text: string, tool = {}) => [
  result('a', text, { ...curl, ...tool }),
  ...Array.from({ length: 8 }, (_, k) => [
    part(`s${k}`, 'Next.', { role: 'assistant', kind: 'text' }),
    result(`n${k}`, `done ${k}`),
  ]).flat(),
];

passContract(minifiedCode, {
  'a script': [result('a', script, curl)],
  'a style sheet': [result('a', `${style}\n`, curl)],
});
passContract(oldMinifiedCode, { 'an old result': leftBehind(script) });

describe('minified-code', () => {
  it('shows how a line begins and how long it is', () => {
    const text = `/* shop 2.1.0 */\n${script}\n`;
    const rest = (script.length - 160).toLocaleString('en');
    expect(shown(text)).toBe(
      `${marked('1 line of minified code by its beginning', text)}/* shop 2.1.0 */\n${script.slice(0, 160)}\n… ${rest} letters\n`,
    );
  });

  it('takes style sheets for code, and leaves other lines as they are', () => {
    const text = `$ cat a.css b.js\n${style}\n${script}\nERROR: build failed at step 3\nexit code 7\n`;
    const after = shown(text);
    expect(after.split('\n')).toHaveLength(9);
    expect(after).toContain(`2 lines of minified code by their beginnings`);
    expect(after).toMatch(/\nERROR: build failed at step 3\nexit code 7\n$/);
    expect(after.length).toBeLessThan(700);
  });

  it('keeps what data in the code says of an error, and not what code would throw', () => {
    const after = shown(
      `${statements(90)}window.s={"user":"ann","error":{"status":503,"message":"db-7 is down"}};${statements(90, 90)}`,
    );
    expect(after).toContain('"status":503,"message":"db-7 is down"');
    expect(after).not.toMatch(/no 5 given|"user"/);
  });

  it.each([
    ['JSON', `{"rows":[${Array.from({ length: 400 }, (_, k) => `{"id":${k},"on":true}`).join(',')}]}`],
    ['a state in a script', `window.s={"rows":[${'{"id":1,"on":true,"n":[1,2,3]},'.repeat(200)}0]};`],
    ['a row of CSV', Array.from({ length: 600 }, (_, k) => k * 7).join(',')],
    ['prose', 'We return to this function, and to what it is for. '.repeat(80)],
    ['a long record', `2026-11-22 ERROR ${'{a=1,b=2,c=[3,4]},'.repeat(100)}`],
    ['code with line breaks', script.replaceAll(';', ';\n')],
    ['a short line', script.slice(0, 900)],
  ])('leaves %s alone', (_, text) => {
    expect(shown(text)).toBe(text);
  });

  it('leaves what the caller wants kept', () => {
    expect(shown(script, { preserved: (text: string) => text.includes('h17=') })).toBe(script);
  });

  it('leaves the newest results where people talk', () => {
    const talk = [part('u', 'What is in it?', { role: 'user', kind: 'text' }), result('a', script, curl)];
    expect(textsAfter(minifiedCode, talk)[1]).toBe(script);
  });
});

describe('old-minified-code', () => {
  it('waits until the talk has left a result behind', () => {
    const parts = leftBehind(script);
    expect(textsAfter(oldMinifiedCode, parts)[0]).toBe(shown(script));
    expect(textsAfter(oldMinifiedCode, parts.slice(0, -6))[0]).toBe(script);
  });

  it('leaves a file that somebody named since, or changed', () => {
    const read = { name: 'Bash', input: { command: 'cat dist/app.min.js' } };
    const parts = leftBehind(script, read);
    const said = part('u', 'Look at app.min.js again.', { role: 'user', kind: 'text' });
    const edited = result('e', 'The file has been updated.', {
      name: 'Edit',
      input: { file_path: 'dist/app.min.js', old_string: 'a', new_string: 'b' },
    });
    expect(textsAfter(oldMinifiedCode, parts)[0]).not.toBe(script);
    expect(textsAfter(oldMinifiedCode, [...parts, said])[0]).toBe(script);
    expect(textsAfter(oldMinifiedCode, [...parts, edited])[0]).toBe(script);
  });
});

describe('minified code in a run', () => {
  const run = async (parts: ReturnType<typeof leftBehind>, level: 'lossless' | 'balanced' | 'aggressive') => {
    const messages = parts.map((one) => ({ role: one.role, parts: [one] }));
    const tokenizer = tokenizerFor();
    const { context } = await optimize({ format: 'text', messages, frozen: 0 }, { level, tokenizer });
    return context.messages[0]!.parts[0]!.text;
  };
  const failing = `${statements(90)}if(e.status===404)return k("gone");z="rejected with exit code 12 by the queue";${statements(90, 90)}`;

  it('goes where it is old at balanced, alone at aggressive, and never at lossless', async () => {
    expect(await run(leftBehind(script), 'lossless')).toBe(script);
    expect((await run(leftBehind(script), 'balanced')).length).toBeLessThan(500);
    expect(await run([result('a', script, curl)], 'balanced')).toBe(script);
    expect((await run([result('a', script, curl)], 'aggressive')).length).toBeLessThan(500);
  });

  it('keeps each critical fact in its words', async () => {
    const after = await run(leftBehind(failing), 'balanced');
    expect(after.length).toBeLessThan(0.2 * failing.length);
    expect(after).toContain('status===404');
    expect(after).toContain('rejected with exit code 12 by the queue');
  });
});
