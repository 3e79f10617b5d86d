import { describe, expect, it } from 'vitest';
import { mentionsIn } from '../../../src/optimize/reads/mentions.js';
import { part } from '../../contracts/pass.js';

const said = (text: string) => part('u', text, { role: 'user', kind: 'text' });
const call = (command: unknown, name = 'Bash') =>
  part('c', JSON.stringify({ command }), {
    kind: 'tool_call',
    role: 'assistant',
    tool: { callId: 'c', name, input: { command } },
  });

describe('mentionsIn', () => {
  it('finds the last that names a file', () => {
    const mentions = mentionsIn([said('Look at src/app.ts.'), call('cat app.ts'), said('No, at [id].tsx')]);
    expect(mentions.last('/work/src/app.ts')).toBe(1);
    expect(mentions.last('pages/[id].tsx')).toBe(2);
    expect(mentions.last('b.ts')).toBe(-1);
  });

  it('does not count what an assistant says or a tool prints', () => {
    const words = part('a', 'I read app.ts', { role: 'assistant', kind: 'text' });
    expect(mentionsIn([words, part('b', 'app.ts')]).last('app.ts')).toBe(-1);
  });

  it.each([
    "sed -i 's/a/b/' app.ts",
    'echo x >> app.ts',
    'git checkout app.ts',
    ['bash', '-lc', 'mv b.ts app.ts'],
  ])('knows that %j may write', (command) => {
    expect(mentionsIn([call(command)]).lastWritten('app.ts')).toBe(0);
  });

  it.each(['npx vitest app.ts 2>&1', 'cat app.ts 2>/dev/null', 'grep "=>" app.ts'])(
    'knows that %j does not',
    (command) => {
      expect(mentionsIn([call(command)]).lastWritten('app.ts')).toBe(-1);
    },
  );

  it.each([
    'git add app.ts && git commit -m "$(cat <<\'EOF\'\nSort in app.ts -> b\n\nBy: A <a@example.com>\nEOF\n)"',
    'cd /work && git add app.ts b.ts; git push',
  ])('takes %j for no mention', (command) => {
    const mentions = mentionsIn([call(command)]);
    expect([mentions.last('app.ts'), mentions.lastWritten('app.ts')]).toEqual([-1, -1]);
  });

  it.each(['git add app.ts && npx prettier app.ts', 'git diff app.ts', 'git commit -m "one\ncat app.ts'])(
    'takes %j for one',
    (command) => {
      expect(mentionsIn([call(command)]).last('app.ts')).toBe(0);
    },
  );

  it('knows a patch by the name of its tool', () => {
    expect(mentionsIn([call('*** Update File: app.ts', 'apply_patch')]).lastWritten('app.ts')).toBe(0);
  });
});
