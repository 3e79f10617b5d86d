import { describe, expect, it } from 'vitest';
import { CtxoptError } from '../../src/errors.js';
import { callTool, FIGURES, RESULT_LIMIT } from '../../src/mcp/call-tool.js';
import type { Call, Tool } from '../../src/mcp/define-tool.js';
import { textOf } from './connect.js';
import { createTestApp, createTools, type TestApp } from './kit.mjs';

const tools = createTools(CtxoptError);
const still: Call = { signal: new AbortController().signal, progress: () => {}, roots: async () => [] };

function run(app: TestApp, name: string, args: unknown, call = still) {
  const tool = tools.find((one) => one.name === name) as Tool;
  return callTool(app, tool, args, call);
}

describe('arguments', () => {
  it.each([
    [{ text: 1 }, '"text": expected string, received number'],
    [{}, '"text" is missing'],
    [undefined, '"text" is missing'],
    [{ text: 'a', tmies: 2 }, '"tmies" is no argument of it'],
    [{ text: 'a', times: 0 }, '"times": Too small: expected number to be >0'],
    [{ text: 'a', mode: 'shrill' }, '"mode": expected one of "loud"|"quiet"'],
    [{ text: 'a', side: 3 }, '"side": expected string, received number, or expected object, received number'],
  ])('%j are refused in words', async (args, complaint) => {
    const result = await run(createTestApp(), 'echo', args);
    expect(result.isError).toBe(true);
    expect(textOf(result)).toBe(
      `invalid_input: echo was called with arguments it cannot use: ${complaint}.\n` +
        'It takes text (required), times, mode, side.',
    );
  });

  it('are all complained of at once', async () => {
    const text = textOf(await run(createTestApp(), 'echo', { times: 'two', extra: 1 }));
    for (const name of ['"text"', '"times"', '"extra"']) expect(text).toContain(name);
  });
});

describe('errors', () => {
  it('are shown with code, message and hint', async () => {
    const result = await run(createTestApp(), 'fail', { how: 'on purpose' });
    expect(result).toMatchObject({ isError: true, _meta: { [FIGURES]: { error: 'not_found' } } });
    expect(textOf(result)).toBe('not_found: There is no such thing.\nLook elsewhere.');
  });

  it('stay below the limit whatever they quote: a character may be three tokens', async () => {
    const result = await run(createTestApp(), 'echo', { text: 'a', ['\ue000'.repeat(50_000)]: 1 });
    const text = textOf(result);
    expect(text).toMatch(/^invalid_input: /);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(RESULT_LIMIT);
  });

  it('that nobody foresaw are internal, and logged', async () => {
    const app = createTestApp();
    const result = await run(app, 'fail', { how: 'by accident' });
    expect(textOf(result)).toMatch(/^internal: x is not a function\n/);
    expect(app.logged).toContainEqual({ level: 'error', message: 'x is not a function' });
  });
});

describe('usage', () => {
  it('is recorded with the tokens of the text and of the arguments', async () => {
    const app = createTestApp();
    const result = await run(app, 'echo', { text: 'hello world' });
    expect(app.recorded).toEqual([
      {
        tool: 'echo',
        view: 'full',
        baseline: 100,
        returned: await app.compute.run('count', textOf(result)),
        sent: await app.compute.run('count', '{"text":"hello world"}'),
      },
    ]);
    expect(result._meta?.[FIGURES]).toMatchObject({ returned: { tokens: app.recorded[0]?.returned } });
  });

  it('of a failure claims nothing', async () => {
    const app = createTestApp();
    await run(app, 'fail', { how: 'on purpose' });
    expect(app.recorded).toMatchObject([{ tool: 'fail', view: 'error', baseline: 0 }]);
  });

  it('that cannot be recorded costs no answer', async () => {
    const app = createTestApp();
    app.broken.ledger = true;
    const result = await run(app, 'echo', { text: 'hello' });
    expect(textOf(result)).toContain('hello');
    expect(app.logged).toContainEqual({ level: 'warn', message: 'usage could not be recorded' });
  });

  it('of a cancelled call is not recorded: nothing of it reaches a window', async () => {
    const app = createTestApp();
    const controller = new AbortController();
    const call = run(app, 'wait', {}, { ...still, signal: controller.signal });
    controller.abort(new Error('enough'));
    await call;
    expect(app.recorded).toEqual([]);
    expect(app.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

describe('a result that is too long', () => {
  const lines = 3000;

  it('is cut at a line, and says how to get the rest', async () => {
    const app = createTestApp();
    const text = textOf(await run(app, 'long', { lines, width: 10 }));
    const [handle, original = ''] = [...app.originals][0] ?? [];
    const shown = text.split('\n').slice(0, -1);
    const last = text.split('\n').at(-1);
    expect(shown).toEqual(original.split('\n').slice(0, shown.length));
    expect(last).toBe(
      `[cut at 20000 tokens: lines 1-${shown.length} of ${lines} are above. ` +
        `The rest: smart_read {"path":"${handle}","lines":"${shown.length + 1}-"}]`,
    );
    expect(app.recorded[0]?.returned).toBeLessThanOrEqual(RESULT_LIMIT);
    expect(app.recorded[0]?.returned).toBeGreaterThan(RESULT_LIMIT * 0.8);
  });

  it('is cut within a line where there is only one', async () => {
    const app = createTestApp();
    const text = textOf(await run(app, 'long', { lines: 1, width: 50_000 }));
    expect(text).toContain(
      '\n[cut at 20000 tokens: the first line goes on. The rest: smart_read {"path":"ctx:',
    );
    const shown = text.slice(0, text.lastIndexOf('\n[cut'));
    expect(text).toContain(`"lines":"1:${shown.length + 1}-"}]`);
    expect(app.recorded[0]?.returned).toBeLessThanOrEqual(RESULT_LIMIT);
    expect(app.recorded[0]?.returned).toBeGreaterThan(RESULT_LIMIT * 0.8);
  });

  it('says what the tool itself says of the rest', async () => {
    const app = createTestApp();
    const text = textOf(await run(app, 'long', { lines, width: 10, rest: 'Ask for less.' }));
    expect(text).toMatch(/are above\. Ask for less\.]$/);
    expect(app.originals.size).toBe(0);
  });

  it('is given although the rest cannot be kept', async () => {
    const app = createTestApp();
    app.broken.originals = true;
    const result = await run(app, 'long', { lines, width: 10 });
    expect(result.isError).toBeUndefined();
    expect(textOf(result)).toMatch(/could not be kept: ask for less at a time]$/);
  });

  it.each([
    [1, ['4001\terror 0']],
    [3000, [expect.stringMatching(/^\d+\terror \d+$/), expect.stringMatching(/^… \d+ more$/)]],
  ])('that shortened a text names the errors that the cut would hide: %i', async (errors, named) => {
    const app = createTestApp();
    const steps = Array.from({ length: 4000 }, (_, i) => `step ${i} is done, and so on to the next one`);
    const text = [...steps, ...Array.from({ length: errors }, (_, i) => `error ${i}`)].join('\n');
    const tool: Tool = { ...tools[0]!, handle: async () => ({ text, figures: {}, keepsFacts: true }) };
    const shown = textOf(await callTool(app, tool, { text: 'a' }, still)).split('\n');
    const at = shown.indexOf('Errors and failures below the cut:');
    expect(shown[at - 1]).toMatch(/^\[cut at 20000 tokens: .*"lines":"\d+-"}]$/);
    expect(shown.slice(-named.length)).toEqual(named);
    expect(app.recorded[0]?.returned).toBeLessThanOrEqual(RESULT_LIMIT);
  });

  it('is left alone up to the limit', async () => {
    const app = createTestApp();
    const text = textOf(await run(app, 'long', { lines: 100, width: 100 }));
    expect(text.split('\n')).toHaveLength(100);
    expect(text).not.toContain('[cut');
  });
});
