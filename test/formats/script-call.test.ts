import { describe, expect, it } from 'vitest';
import { scriptCall } from '../../src/formats/script-call.js';

const call = { callId: 'c', name: 'exec' };
const told = (script: string) => {
  const found = scriptCall(script, call);
  return found && [found.name, found.input?.cmd];
};

describe('a script that runs commands', () => {
  it.each([
    ['const r = await tools.exec_command({cmd:"cat a.ts"}); text(r.output)', 'cat a.ts'],
    ['let out = await tools.exec_command({ "cmd": \'ls\', "workdir": "/w" })\ntext(out.output);\n', 'ls'],
    ['text((await tools.exec_command({cmd: `git log`, tty: false})).output);', 'git log'],
    ['const r = await tools.exec_command({cmd:"cat a"}); text(r)', 'cat a'],
    ['const r = await tools.exec_command({cmd:"cat a"}); text(JSON.stringify(r));', 'cat a'],
    ['const r = await tools.exec_command({cmd:"cat a"}); text(JSON.stringify(r, null, 2));', 'cat a'],
    ['text(await tools.exec_command({cmd: "cat a"}));', 'cat a'],
    ['// @exec: {"yield_time_ms": 10}\nconst r = await tools.exec_command({cmd:"a"});text(r.output);', 'a'],
    [
      'const r = await tools.exec_command({prefix_rule:["a","b"],justification:"cmd: \'no\'",cmd:"yes"}); text(r.output)',
      'yes',
    ],
    [
      String.raw`const r = await tools.exec_command({cmd:"printf \"\u00e4\\n\"\techo '{}'"}); text(r.output)`,
      'printf "ä\\n"\techo \'{}\'',
    ],
  ])('is the call itself, if it does nothing else: %s', (script, command) => {
    expect(told(script)).toEqual(['exec_command', command]);
  });

  it.each([
    ['const r = await tools.exec_command({cmd:"cat a"}); text(r.output.slice(0, 99))', 'cat a'],
    ['const r = await tools.exec_command({cmd:"cat a"}); text(other.output)', 'cat a'],
    ['const r = await tools.exec_command({cmd:"cat a"}); text(JSON.stringify(r.exit_code))', 'cat a'],
    ['for (const f of fs) { const r = await tools.exec_command({cmd:"make"}); text(r.output); }', 'make'],
    ['await tools.exec_command({cmd:"a"}); text((await tools.exec_command({cmd:"b"})).output);', 'a\nb'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the script's
    ['await tools.exec_command({cmd:`cat ${f}`}); text((await tools.exec_command({cmd:"b"})).output);', 'b'],
  ])('tells its commands otherwise: %s', (script, command) => {
    expect(told(script)).toEqual(['exec', command]);
  });

  it.each([
    'text("no command")',
    'await tools.exec_command({cmd})',
    'await tools.exec_command({workdir:"cmd"})',
    'await tools.write_stdin({cmd:"a"})',
    'syntax error (',
    `await tools.exec_command({cmd:"${'\\'.repeat(30_000)}"})`,
  ])('is left alone if none is to be read in it: %#', (script) => {
    expect(told(script)).toBeUndefined();
  });

  it('is looked for in that one tool only', () => {
    const script = 'text((await tools.exec_command({cmd:"a"})).output)';
    expect(scriptCall(script, { callId: 'c', name: 'python' })).toBeUndefined();
  });
});
