import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config.js';
import { createTokenPruner } from '../../src/similarity/create-token-pruner.js';

const home = path.resolve(tmpdir(), 'home');
const cwd = path.join(home, 'work');
const chosen = (env: Readonly<Record<string, string>>) => loadConfig({ HOME: home, ...env }, cwd).pruner;

describe('a token pruner', () => {
  it('is none unless one is named', async () => {
    expect(chosen({})).toEqual({ kind: 'none' });
    expect(chosen({ CTXOPT_PRUNER: 'none' })).toEqual({ kind: 'none' });
    expect(await createTokenPruner(chosen({}))).toEqual({});
  });

  it('is named by the folder of its model', () => {
    expect(chosen({ CTXOPT_PRUNER: 'transformers:models/pruner' })).toEqual({
      kind: 'transformers',
      model: path.join(cwd, 'models', 'pruner'),
    });
    expect(chosen({ CTXOPT_PRUNER: 'transformers:../pruner', CTXOPT_MODULES: 'peers' })).toEqual({
      kind: 'transformers',
      model: path.join(home, 'pruner'),
      modules: path.join(cwd, 'peers'),
    });
  });

  it('that nobody knows, or that is not there, is warned of', async () => {
    expect(await createTokenPruner(chosen({ CTXOPT_PRUNER: 'llm' }))).toEqual({
      warning:
        'There is no token pruner llm. No words are pruned. CTXOPT_PRUNER may be none or transformers:FOLDER.',
    });
    const { pruner, warning } = await createTokenPruner(
      chosen({ CTXOPT_PRUNER: 'transformers:none', CTXOPT_MODULES: tmpdir() }),
    );
    expect(pruner).toBeUndefined();
    expect(warning).toMatch(
      /^@huggingface\/transformers could not be loaded: .* No words are pruned\. Install it/,
    );
  });
});
