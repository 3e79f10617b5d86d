import { describe, expect, it } from 'vitest';
import { isLogFile, rewriteEach, rewriteUnlessRead } from '../../src/optimize/rewrite.js';
import { envFor, result } from '../contracts/pass.js';

const text = 'one two three four five six seven eight nine ten';
const bash = (id: string, command: string) => result(id, text, { name: 'Bash', input: { command } });
const shorten = (parts: readonly ReturnType<typeof bash>[], mayTake?: (path: string) => boolean) =>
  rewriteUnlessRead(() => 'short', mayTake)(parts, envFor()).map((part) => part.text);

describe('a file that was read', () => {
  it('stays as it is, and what a command printed does not', () => {
    expect(shorten([bash('a', 'cat src/a.ts'), bash('b', 'npm test')])).toEqual([text, 'short']);
  });

  it('may be taken if it is a log', () => {
    expect(shorten([bash('a', 'cat build.log'), bash('b', 'tail -n 40 /var/log/syslog')])).toEqual([
      'short',
      'short',
    ]);
  });

  it('stays, log or not, if somebody changed it', () => {
    const edit = result('b', 'ok', { name: 'Edit', input: { file_path: 'build.log' } });
    expect(shorten([bash('a', 'cat build.log'), edit])[0]).toBe(text);
  });

  it('may be taken if the pass says so', () => {
    const isTable = (path: string) => path.endsWith('.csv');
    expect(shorten([bash('a', 'cat x.csv'), bash('b', 'cat build.log')], isTable)).toEqual(['short', text]);
  });
});

describe('a part that comes again', () => {
  const asked: string[] = [];
  const run = rewriteEach(({ text: given }) => {
    asked.push(given);
    return given.startsWith('keep') ? undefined : 'short';
  });
  const long = bash('a', 'npm test');
  const kept = result('b', `keep ${text}`, { name: 'Bash', input: { command: 'npm test' } });

  it('becomes the same without being looked at again, in one run', () => {
    const env = envFor();
    const first = run([long, kept], env);
    expect(first.map((part) => part.text)).toEqual(['short', `keep ${text}`]);
    expect(run([kept, long], env)).toEqual([first[1], first[0]]);
    expect(asked).toEqual([text, `keep ${text}`]);
  });

  it('is looked at again in another run', () => {
    run([long], envFor());
    expect(asked).toEqual([text, `keep ${text}`, text]);
  });
});

describe('a log', () => {
  it.each(['a.log', 'app.log.2', '/var/log/syslog', 'logs/today', 'server.out', 'x.ERR', 'a.log-20260501'])(
    'is %s',
    (path) => expect(isLogFile(path)).toBe(true),
  );

  it.each(['log.ts', 'src/log.ts', 'catalog', 'a.logic', 'blogs/post.md', 'dialog.out.ts', 'logs/a/b.ts'])(
    'is not %s',
    (path) => expect(isLogFile(path)).toBe(false),
  );
});
