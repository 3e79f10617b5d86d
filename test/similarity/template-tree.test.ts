import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTemplateTree } from '../../src/similarity/template-tree.js';

const kindsOf = (templates: readonly string[], threshold = 0.6) => {
  const tree = createTemplateTree({ threshold });
  return templates.map((template) => tree.add(template, ''));
};

describe('createTemplateTree', () => {
  it('puts lines together that differ in a word', () => {
    expect(kindsOf(['user ann loaded cart # fine', 'user bob loaded cart # fine'])).toEqual([0, 0]);
  });

  it.each([
    ['another number of words', ['cart # was loaded', 'cart # was loaded again']],
    ['other marks', ['cart [#] was loaded', 'cart (#) was loaded']],
    ['another word in front', ['cart # was loaded', 'order # was loaded']],
    ['too few words in common', ['cart a b c', 'cart d e f']],
  ])('keeps lines apart with %s', (_, templates) => {
    expect(kindsOf(templates)).toEqual([0, 1]);
  });

  it('keeps families apart', () => {
    const tree = createTemplateTree({ threshold: 0.6 });
    expect([tree.add('cart # was loaded', 'a'), tree.add('cart # was loaded', 'b')]).toEqual([0, 1]);
  });

  it('takes equal templates for one kind only at a threshold of 1', () => {
    expect(kindsOf(['cart # was loaded', 'cart # was stored', 'cart # was loaded'], 1)).toEqual([0, 1, 0]);
  });

  it('numbers kinds from 0 in order of first appearance, equal templates alike', () => {
    const words = fc.array(fc.constantFrom('cart', 'order', 'was', 'loaded', '#'), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(fc.array(words, { maxLength: 30 }), (lines) => {
        const templates = lines.map((line) => line.join(' '));
        const kinds = kindsOf(templates);
        let next = 0;
        for (const [at, kind] of kinds.entries()) {
          expect(kind).toBeLessThanOrEqual(next);
          if (kind === next) next++;
          expect(kind).toBe(kinds[templates.indexOf(templates[at]!)]);
        }
      }),
    );
  });
});
