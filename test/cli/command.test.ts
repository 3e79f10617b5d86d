import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../src/cli/command.js';
import { read } from '../../src/cli/read.js';
import { CtxoptError } from '../../src/errors.js';

function refusal(...argv: readonly string[]): CtxoptError {
  try {
    parseArguments(read, argv);
  } catch (thrown) {
    if (thrown instanceof CtxoptError) return thrown;
    throw thrown;
  }
  return expect.fail('was taken');
}

describe('parseArguments', () => {
  it('names an option that there is not, and no more', () => {
    const { code, message, hint } = refusal('a.ts', '--sideways');
    expect([code, message, hint]).toEqual([
      'invalid_input',
      "Unknown option '--sideways'.",
      'See: ctxopt read --help',
    ]);
  });

  it('says how to give a name that begins with a dash', () => {
    const { message, hint } = refusal('-dash.py');
    expect(message).toMatch(/^Unknown option '-d'\.$/);
    expect(hint).toBe('See: ctxopt read --help. A name that begins with a dash is given as ./-name.');
    expect(parseArguments(read, ['./-dash.py']).positionals).toEqual(['./-dash.py']);
  });

  it('says which option misses its value', () => {
    expect(refusal('a.ts', '--lines').message).toContain("'--lines <value>' argument missing");
  });
});
