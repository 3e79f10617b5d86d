import { describe, expect, it } from 'vitest';
import { withoutInflection } from '../../src/similarity/inflection.js';

describe('withoutInflection', () => {
  it.each([
    ['close closes closing closed'],
    ['copy copies copying copied'],
    ['stop stops stopping stopped'],
    ['flush flushes flushing flushed'],
    ['store stores storing stored'],
    ['write writes writing wrote written'],
    ['occur occurs occurring occurred'],
    ['directory directories'],
    ['process processes processed'],
    ['fill fills filling filled'],
  ])('gives one stem to %s', (forms) => {
    expect(new Set(forms.split(' ').map((form) => withoutInflection(form).stem)).size).toBe(1);
  });

  it.each([
    ['parser', 'parse'],
    ['container', 'contain'],
    ['usable', 'use'],
    ['status', 'state'],
    ['string', 'stre'],
    ['need', 'ne'],
    ['hundred', 'hundr'],
  ])('does not take %s for a form of %s', (word, other) => {
    expect(withoutInflection(word).stem).not.toBe(withoutInflection(other).stem);
  });

  it.each([
    ['closes', 'plain'],
    ['closed', 'past'],
    ['built', 'past'],
    ['closing', 'ing'],
    ['speed', 'plain'],
  ])('says of %s that it is %s', (word, form) => {
    expect(withoutInflection(word).form).toBe(form);
  });
});
