import { describe, expect, it } from 'vitest';
import { savedByAge } from '../../src/session/saved-tokens.js';

const at = (before: number, after: number, text?: string) => ({
  before,
  after,
  ...(text === undefined ? {} : { text }),
});

describe('savedByAge', () => {
  it('tells what is saved in new parts from what is saved again in old ones', () => {
    const known = [at(100, 60, 'a'), at(300, 260), undefined, undefined];
    const now = [at(100, 60, 'a'), at(300, 260), at(500, 400, 'b'), at(600, 500)];
    expect(savedByAge(known, now)).toEqual({ savedFresh: 60, savedReplayed: 40, recached: 0 });
  });

  it('takes all for new where nothing was known, and all for old where all was', () => {
    const now = [at(100, 60, 'a'), at(300, 160, 'b')];
    expect(savedByAge([undefined, undefined], now)).toEqual({
      savedFresh: 140,
      savedReplayed: 0,
      recached: 0,
    });
    expect(savedByAge(now, now)).toEqual({ savedFresh: 0, savedReplayed: 140, recached: 0 });
    expect(savedByAge([], [])).toEqual({ savedFresh: 0, savedReplayed: 0, recached: 0 });
  });

  it('counts what has to be cached anew behind an old part that was rewritten', () => {
    const known = [at(100, 100), at(300, 300), at(400, 400), undefined];
    const now = [at(100, 100), at(300, 150, 'less'), at(400, 250), at(450, 290, 'new')];
    expect(savedByAge(known, now)).toEqual({ savedFresh: 10, savedReplayed: 150, recached: 150 });
  });
});
