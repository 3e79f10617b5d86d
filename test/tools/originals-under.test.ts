import { describe, expect, it } from 'vitest';
import { originalsUnder } from '../../tools/originals-under.js';

const kept: Readonly<Record<string, string>> = { a: 'x'.repeat(10), b: 'é'.repeat(10), c: 'z' };
const get = async (handle: string) => kept[handle];

describe('the originals under handles', () => {
  it('are all that are kept', async () => {
    expect(await originalsUnder(['a', 'gone', 'b', 'c'], 100, get)).toEqual({ found: kept, unseen: 0 });
  });

  it('are as many as there is room for, and it is said how many were not looked up', async () => {
    expect(await originalsUnder(['b', 'a', 'gone', 'c'], 19, get)).toEqual({
      found: { b: kept.b },
      unseen: 3,
    });
  });

  it('may take all of the room', async () => {
    expect(await originalsUnder(['a', 'b', 'c'], 30, get)).toEqual({ found: kept, unseen: 0 });
  });
});
