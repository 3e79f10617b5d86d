import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../src/config.js';
import { createEmbedder } from '../src/similarity/create-embedder.js';

const cwd = path.resolve('/work/project');
const chosen = (env: Record<string, string>) => loadConfig({ HOME: '/home/me', ...env }, cwd).embedder;

describe('the embedder that the environment chooses', () => {
  it.each([
    [{}, { kind: 'static' }],
    [{ CTXOPT_EMBEDDER: '' }, { kind: 'static' }],
    [{ CTXOPT_EMBEDDER: 'none' }, { kind: 'none' }],
    [
      { CTXOPT_EMBEDDER: 'transformers' },
      { kind: 'transformers', model: 'Xenova/all-MiniLM-L6-v2', mayDownload: false },
    ],
    [
      { CTXOPT_EMBEDDER: 'transformers:models/mini', CTXOPT_EMBEDDER_DOWNLOAD: '1' },
      { kind: 'transformers', model: 'models/mini', mayDownload: true },
    ],
    [
      { CTXOPT_EMBEDDER: 'transformers:./mini', CTXOPT_MODULES: '../tools' },
      {
        kind: 'transformers',
        model: path.join(cwd, 'mini'),
        mayDownload: false,
        modules: path.resolve(cwd, '../tools'),
      },
    ],
    [
      { CTXOPT_EMBEDDER: 'http://127.0.0.1:11434/v1/embeddings#nomic', CTXOPT_EMBEDDER_KEY: 'k' },
      { kind: 'endpoint', url: 'http://127.0.0.1:11434/v1/embeddings', model: 'nomic', key: 'k' },
    ],
    [{ CTXOPT_EMBEDDER: 'bert' }, { kind: 'unknown', asked: 'bert' }],
    [{ CTXOPT_EMBEDDER: 'http://#x' }, { kind: 'unknown', asked: 'http://#x' }],
  ])('for %j is %j', (env, choice) => {
    expect(chosen(env as Record<string, string>)).toEqual(choice);
  });
});

describe('an embedder', () => {
  it('is ctxopt’s own unless another is chosen, and none if none is wanted', async () => {
    const own = await createEmbedder({ kind: 'static' });
    expect(own.warning).toBeUndefined();
    expect(own.embedder?.id).toMatch(/^static-/);
    expect(await createEmbedder({ kind: 'none' })).toEqual({});
  });

  it.each([
    ['an unknown one', { kind: 'unknown', asked: 'bert' }, 'There is no embedder bert.'],
    [
      'a model that may not be fetched',
      { kind: 'transformers', model: 'some/encoder', mayDownload: false },
      'fetching it is not allowed',
    ],
    [
      'an endpoint that is not there',
      { kind: 'endpoint', url: 'http://127.0.0.1:1/v1', model: 'm' },
      'failed for m',
    ],
  ] as const)('gives way to ctxopt’s own with a warning: %s', async (_, choice, warning) => {
    const served = await createEmbedder(choice);
    expect(served.embedder?.id).toMatch(/^static-/);
    expect(served.warning).toContain(warning);
    expect(served.warning).toContain('own model serves instead');
  });
});
