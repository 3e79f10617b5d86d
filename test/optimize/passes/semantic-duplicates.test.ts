import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Part } from '../../../src/context/context.js';
import { handleOf } from '../../../src/context/handle.js';
import type { PassEnv } from '../../../src/optimize/pass.js';
import { semanticDuplicates } from '../../../src/optimize/passes/semantic-duplicates.js';
import { createStaticEmbedder } from '../../../src/similarity/static-embedder.js';
import { envFor, part, passContract, result } from '../../contracts/pass.js';

const embedder = createStaticEmbedder(
  readFileSync(path.resolve(import.meta.dirname, '../../../models/static.bin')),
);

const handbook = `# Deployment

The Harbor gateway closes idle connections after 60 seconds. By default, Harbor writes its access log to
/var/log/harbor.log. The log is rotated when it reaches 50 MB, and old logs are deleted after 7 days. Uploads
larger than 10 MB are rejected by the gateway with status 413.

Credentials for Harbor are read from the environment before harbor.yaml is checked.`;

const answer = `According to the manual:

Idle connections are closed by the Harbor gateway after 60 seconds. Harbor writes its access log to
\`/var/log/harbor.log\` by default. When the log reaches 50 MB, it is rotated, and old logs are deleted after
7 days. Uploads bigger than 10 MB are refused by the gateway with status 413. Nothing is known about quotas.

- Before harbor.yaml is checked, credentials for Harbor are read from the environment.`;

const fetched = (id: string, text: string) =>
  result(id, text, { name: 'WebFetch', input: { url: 'https://example.com' } });
const page = fetched('messages.1', handbook);
const found = (text = answer) => result('messages.3', text, { name: 'Search', input: { query: 'harbor' } });

async function textsAfter(parts: readonly Part[], rest: Partial<PassEnv> = {}): Promise<readonly string[]> {
  return (await semanticDuplicates.run(parts, envFor({ embedder, ...rest }))).map(({ text }) => text);
}

passContract(semanticDuplicates, { 'a page and an answer that quotes it': [page, found()] }, { embedder });

describe('semantic-duplicates', () => {
  it('names the earlier result where it was said before in other words', async () => {
    expect(await textsAfter([page, found()])).toEqual([
      handbook,
      `According to the manual:

[ctxopt: 2 sentences as in WebFetch https://example.com at messages.1, ${handleOf(answer)}] When the log reaches 50 MB, it is rotated, and old logs are deleted after
7 days. … a sentence as there. Nothing is known about quotas.

- … a sentence as there`,
    ]);
  });

  it('does nothing without an embedder', async () => {
    const parts = [page, found()];
    expect(await semanticDuplicates.run(parts, envFor())).toBe(parts);
  });

  it('compares with the frozen prefix', async () => {
    const [after] = await textsAfter([found()], { prefix: [page] });
    expect(after).toContain('2 sentences as in WebFetch');
  });

  it.each([
    ['a number', '60 seconds', '90 seconds'],
    ['a name', 'Harbor', 'Marina'],
    ['a negation', 'Idle connections are closed', 'Idle connections are not closed'],
    [
      'who does what',
      'Idle connections are closed by the Harbor gateway',
      'The Harbor gateway is closed by idle connections',
    ],
  ])('keeps a sentence that differs in %s', async (_, said, other) => {
    const [, after] = await textsAfter([page, found(answer.replaceAll(said, other))]);
    expect(after).toContain(answer.replaceAll(said, other).split('\n')[2]!.split('. ')[0]);
  });

  it.each<[string, Partial<Part>]>([
    ['a user', { role: 'user', kind: 'text' }],
    ['the assistant', { role: 'assistant', kind: 'text' }],
    ['the system', { role: 'system', kind: 'system' }],
  ])('takes no words from %s, and compares with none of theirs', async (_, rest) => {
    const theirs = part('messages.2', handbook, rest);
    expect(await textsAfter([page, theirs])).toEqual([handbook, handbook]);
    expect(await textsAfter([theirs, found()])).toEqual([handbook, answer]);
  });

  it('leaves a file that was read as it is', async () => {
    const read = result('messages.3', answer, { name: 'Read', input: { file_path: 'docs/harbor.md' } });
    expect(await textsAfter([page, read])).toEqual([handbook, answer]);
  });

  it('leaves instructions, questions, code and logs, however often they come', async () => {
    const text = `You must rotate the Harbor log before each deployment of the gateway. Never delete the Harbor log by hand
while the gateway is running. Does the Harbor gateway close idle connections after 60 seconds?

- Run harbor rotate on every machine of the cluster before the gateway is deployed there.
- Restart the Harbor gateway on every machine of the cluster after it has been deployed there.

\`\`\`
The Harbor gateway closes idle connections after 60 seconds, and the log is rotated when it reaches 50 MB.
\`\`\`

12:00:01 The Harbor gateway closes idle connections after 60 seconds, and the log is rotated at 50 MB.
12:00:02 The Harbor gateway closes idle connections after 60 seconds, and the log is rotated at 50 MB.`;
    expect(await textsAfter([fetched('messages.1', text), fetched('messages.3', text)])).toEqual([
      text,
      text,
    ]);
  });

  it('leaves what is too little for a note', async () => {
    const text = 'The Harbor gateway closes idle connections after 60 seconds.';
    expect(await textsAfter([page, found(text)])).toEqual([handbook, text]);
  });
});
