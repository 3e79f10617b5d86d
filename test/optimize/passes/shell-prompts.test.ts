import { describe, expect, it } from 'vitest';
import { handleOf } from '../../../src/context/handle.js';
import { shellPrompts } from '../../../src/optimize/passes/shell-prompts.js';
import { passContract, result, textsAfter } from '../../contracts/pass.js';

const prompt = (file = 'n/a', folder = '/home/user/contest/2024/crypto/warm-up') =>
  `(Open file: ${file})\n(Current directory: ${folder})\nbash-$`;
const answer = (id: string, text: string, end = prompt()) => result(id, `${text}\n${end}`);
const newest = answer('z', 'done');

passContract(shellPrompts, {
  'commands in one folder': [answer('a', 'one'), answer('b', 'two'), answer('c', 'three'), newest],
});

describe('shell-prompts', () => {
  it('keeps the first prompt and the newest result', () => {
    const parts = [answer('a', 'one'), answer('b', 'two'), newest];
    expect(textsAfter(shellPrompts, parts)).toEqual([
      parts[0]!.text,
      `two\n[ctxopt: prompt as before, ${handleOf(parts[1]!.text)}]`,
      newest.text,
    ]);
  });

  it('keeps a prompt that tells of another file or folder, and the next that tells of the old one', () => {
    const parts = [
      answer('a', 'one'),
      answer('b', 'two', prompt('/home/a.py')),
      answer('c', 'three'),
      answer('d', 'four', prompt('n/a', '/home')),
      newest,
    ];
    expect(textsAfter(shellPrompts, parts)).toEqual(parts.map(({ text }) => text));
  });

  it('needs no second handle where something was taken out already', () => {
    const before = answer('b', 'two\nmore');
    const text = `[ctxopt: 40 lines, ${handleOf(before.text)}]\nmore\n${prompt()}`;
    const folded = { ...before, text };
    expect(textsAfter(shellPrompts, [answer('a', 'one'), folded, newest])[1]).toBe(
      text.replace(prompt(), '… prompt as before'),
    );
  });

  it('leaves what an earlier run took something out of', () => {
    const settled = answer('b', `[ctxopt: 40 lines, ${handleOf('other')}]`);
    expect(textsAfter(shellPrompts, [answer('a', 'one'), settled, newest])[1]).toBe(settled.text);
  });

  it('knows the prompts of a frozen prefix', () => {
    const [text] = textsAfter(shellPrompts, [answer('b', 'two'), newest], { prefix: [answer('a', 'one')] });
    expect(text).toContain('prompt as before');
  });

  it('keeps the prompt under a window into a file', () => {
    const window = answer('b', '[File: a.py (1 lines total)]\n1:x = 1', prompt('/home/a.py'));
    const parts = [answer('a', 'one', prompt('/home/a.py')), window, newest];
    expect(textsAfter(shellPrompts, parts)[1]).toBe(window.text);
  });

  it('takes no prompt from the middle of a text', () => {
    const cat = answer('b', `${prompt()}\nand more`, 'end');
    expect(textsAfter(shellPrompts, [answer('a', 'one'), cat, newest])[1]).toBe(cat.text);
  });
});
