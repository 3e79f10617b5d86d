import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitMessages } from '../../src/compute/fit-messages.js';
import { messageList } from '../../src/formats/message-list.js';
import { tokenizerFor } from '../../src/tokens/tokenizer-for.js';

const tokenizer = tokenizerFor();

describe('fitMessages', () => {
  const user = (content: string) => ({ role: 'user', content });
  const many = Array.from({ length: 12 }, (_, at) => user(`question ${at}: ${'why '.repeat(30)}`));

  it('gives two lists of whole messages, of which the first fits and could take no more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 420 }), fc.constantFrom(undefined, 2), (budget, indent) => {
        const text = JSON.stringify(many, null, indent);
        const fitted = fitMessages({ text, budget }, tokenizer)!;
        expect([...JSON.parse(fitted.text), ...JSON.parse(fitted.rest)]).toEqual(many);
        expect(JSON.parse(fitted.text)).toHaveLength(fitted.messages);
        expect(fitted.total).toBe(12);
        expect(messageList.detect(fitted.rest)).toBe(true);
        expect(tokenizer.count(fitted.text)).toBeLessThanOrEqual(budget + 1);
        const more = JSON.stringify(many.slice(0, fitted.messages + 1), null, indent);
        expect(tokenizer.count(more)).toBeGreaterThan(budget);
      }),
    );
  });

  it('has nothing to give where the first message alone is too long, or is the only one', () => {
    expect(fitMessages({ text: JSON.stringify(many), budget: 20 }, tokenizer)).toBeUndefined();
    expect(fitMessages({ text: JSON.stringify(many.slice(0, 1)), budget: 20 }, tokenizer)).toBeUndefined();
  });

  it('begins the other list with a message that has a role, by which it is known', () => {
    const call = { type: 'function_call', call_id: 'a', name: 'run', arguments: '{}' };
    const output = { type: 'function_call_output', call_id: 'a', output: 'done '.repeat(20) };
    const text = JSON.stringify([user('go'), call, output, user('and?'), call, output, user('end')]);
    for (let budget = 10; budget < 150; budget += 5) {
      const fitted = fitMessages({ text, budget }, tokenizer);
      if (fitted) expect([3, 6]).toContain(fitted.messages);
    }
  });

  it('names the errors in the other list by message and line', () => {
    const failed = { role: 'tool', tool_call_id: 'a', content: 'built\nsrc/b.ts:2:2: error: no B\n' };
    const text = JSON.stringify([...many, failed, user('so?')]);
    expect(fitMessages({ text, budget: 200 }, tokenizer)?.facts).toBe(
      'message 13:2\tsrc/b.ts:2:2: error: no B',
    );
  });
});
