import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { ask } from '../proxy/ask.js';
import { startUpstream } from '../proxy/upstream.js';
import { CLI, serverEnv, temporaryFolder } from './connect.js';
import { bodyOf, HEADERS, warmUp } from './long-talk.js';
import { startProxyProcess } from './proxy-process.js';

const CONFIG = `defaults: { level: balanced, promptCaching: false }
projects:
  quiet: { level: off }
  marked: { level: lossless, promptCaching: true, turnsToCome: 3 }
`;

it('does for each project what the configuration says of it', async () => {
  const { folder, remove } = await temporaryFolder();
  onTestFinished(remove);
  const upstream = await startUpstream((response) => response.end('{}'));
  const home = path.join(folder, 'home');
  const proxy = await startProxyProcess({ home, upstream: upstream.url, config: CONFIG });
  await warmUp(proxy.url);
  const send = async (project?: string) => {
    const named = project === undefined ? [] : ['x-ctxopt-project', project];
    await ask(proxy.url, { body: bodyOf(2), headers: [...HEADERS, ...named] });
    return upstream.requests.at(-1)!.body.toString();
  };
  const [byDefault, quiet, marked, unknown] = [
    await send(),
    await send('quiet'),
    await send('marked'),
    await send('unknown'),
  ];
  expect(byDefault).toContain('ctx:');
  expect(byDefault).not.toContain('cache_control');
  expect(quiet).toBe(bodyOf(2));
  expect(marked).toContain('cache_control');
  expect(marked).not.toContain('ctx:');
  expect(unknown).toBe(byDefault);
});

it('does not start with a configuration that says what it does not know', async () => {
  const { folder, remove } = await temporaryFolder();
  onTestFinished(remove);
  const config = path.join(folder, 'proxy.yaml');
  await writeFile(config, 'projects: { a: { level: most } }\n');
  const run = promisify(execFile)(process.execPath, [CLI, 'proxy', '--port', '0', '--config', config], {
    env: serverEnv({ CTXOPT_HOME: ':memory:' }),
  });
  await expect(run).rejects.toMatchObject({ code: 2, stderr: expect.stringMatching(/projects\.a\.level/) });
});
