import { expect, it } from 'vitest';
import { countedAsSent } from '../../src/proxy/counted-as-sent.js';
import { anthropicCountTokens } from '../../src/proxy/endpoints/anthropic-count-tokens.js';
import { anthropicMessages } from '../../src/proxy/endpoints/anthropic-messages.js';
import { DEFAULT_POLICY } from '../../src/proxy/project-policy.js';
import { createRewriter } from '../../src/proxy/rewriter.js';
import { createStore } from '../../src/store/create-store.js';
import { inProcess, policy, requestOf } from './in-process.js';
import { log } from './sample-conversation.js';

const talk = (turns: number) => ({
  model: 'claude-opus-4-8',
  messages: [
    { role: 'user', content: 'Why does the mill fail?' },
    ...Array.from({ length: turns }, (_, at) => [
      { role: 'assistant', content: [{ type: 'tool_use', id: `t${at}`, name: 'Bash', input: { n: at } }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: `t${at}`, content: log(at, 60) }] },
    ]).flat(),
  ],
});

it('a count decides nothing, not even for the counts after it', async () => {
  const store = createStore({ location: ':memory:', warn: () => {} });
  const options = {
    store,
    compute: inProcess,
    policyOf: () => ({ ...DEFAULT_POLICY, ...policy() }),
    embedder: { kind: 'none' as const },
    limit: 60_000,
  };
  const rewrite = countedAsSent(createRewriter(options), options);
  const count = (turns: number) => rewrite(requestOf(anthropicCountTokens, talk(turns)));
  expect((await count(1)).body.length).toBeLessThan(JSON.stringify(talk(1)).length);
  const { body: counted } = await count(3);
  const { body: sent } = await rewrite(requestOf(anthropicMessages, talk(3)));
  expect(counted.equals(sent)).toBe(true);
  await store.close();
});
