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
  it('keeps the first prompt, and of the newest result no more than of the others', () => {
    const parts = [answer('a', 'one'), answer('b', 'two'), newest];
    expect(textsAfter(shellPrompts, parts)).toEqual([
      parts[0]!.text,
      `two\n[ctxopt: prompt as before, ${handleOf(parts[1]!.text)}]`,
      `done\n[ctxopt: prompt as before, ${handleOf(newest.text)}]`,
    ]);
  });

  it('does the same to a result that comes alone as to one among others', () => {
    const [first, second] = [answer('a', 'one'), answer('b', 'two')];
    const [alone] = textsAfter(shellPrompts, [second], { prefix: [first] });
    expect(alone).toBe(textsAfter(shellPrompts, [first, second, newest])[1]);
  });

  it('keeps a prompt that tells of another file or folder, and the next that tells of the old one', () => {
    const parts = [
      answer('a', 'one'),
      answer('b', 'two', prompt('/home/a.py')),
      answer('c', 'three'),
      answer('d', 'four', prompt('n/a', '/home')),
      answer('e', 'five'),
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

  it('knows a prompt in which letters stand for phrases, and leaves it', () => {
    const letters = 'Greek letters stand for these texts:\nα = "/home/user/contest"\n\n';
    const elsewhere = answer('b', `${letters}α/a\nα/b`, prompt('n/a', 'α/2025'));
    const parts = [answer('a', 'one'), elsewhere, answer('c', 'three'), answer('d', 'four')];
    const texts = textsAfter(shellPrompts, parts);
    expect(texts.slice(0, 3)).toEqual(parts.slice(0, 3).map(({ text }) => text));
    expect(texts[3]).toContain('prompt as before');
    const again = answer('b', `${letters}α/a\nα/b`, prompt('n/a', 'α/2024/crypto/warm-up'));
    expect(textsAfter(shellPrompts, [answer('a', 'one'), again])[1]).toBe(again.text);
  });

  it('knows a prompt in which an alias stands for a folder, and leaves it', () => {
    const alias = '…/ = /home/user/contest/2024/\n';
    const parts = [
      answer('a', `${alias}…/one\n…/two`, prompt('n/a', '…/crypto/warm-up')),
      answer('b', 'two'),
      answer('c', `${alias}…/one\n…/two`, prompt('n/a', '…/crypto/warm-up')),
    ];
    const texts = textsAfter(shellPrompts, parts);
    expect(texts[1]).toContain('prompt as before');
    expect([texts[0], texts[2]]).toEqual([parts[0]!.text, parts[2]!.text]);
  });

  it('takes no prompt from the middle of a text', () => {
    const cat = answer('b', `${prompt()}\nand more`, 'end');
    expect(textsAfter(shellPrompts, [answer('a', 'one'), cat, newest])[1]).toBe(cat.text);
  });
});
