import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { CtxoptError, toCtxoptError } from '../errors.js';
import type { Embedder } from './embedder.js';

/** Which embedder a user wants. Plain data. */
export type EmbedderChoice =
  | { readonly kind: 'static' }
  | { readonly kind: 'none' }
  | {
      readonly kind: 'transformers';
      /** A folder, absolute, or the name of a model on the hub. */
      readonly model: string;
      readonly mayDownload: boolean;
      readonly modules?: string;
    }
  | { readonly kind: 'endpoint'; readonly url: string; readonly model: string; readonly key?: string }
  /** What was asked for and is none of these. */
  | { readonly kind: 'unknown'; readonly asked: string };

export interface ChosenEmbedder {
  /** Absent if none is wanted, or none could be loaded. */
  readonly embedder?: Embedder;
  /** What could not be loaded and what serves instead, for people. */
  readonly warning?: string;
}

/** The embedder that was chosen; where it cannot be loaded, ctxopt's own and a warning. Never throws. */
export async function createEmbedder(choice: EmbedderChoice): Promise<ChosenEmbedder> {
  if (choice.kind === 'none') return {};
  try {
    return { embedder: await load(choice) };
  } catch (thrown) {
    const { message, hint } = toCtxoptError(thrown);
    if (choice.kind === 'static') return { warning: `${message} Meanings are not compared. ${hint}` };
    const { embedder } = await createEmbedder({ kind: 'static' });
    return {
      ...(embedder ? { embedder } : {}),
      warning: `${message} ctxopt's own model serves instead. ${hint}`,
    };
  }
}

async function load(choice: Exclude<EmbedderChoice, { kind: 'none' }>): Promise<Embedder> {
  switch (choice.kind) {
    case 'static': {
      const { createStaticEmbedder } = await import('./static-embedder.js');
      return createStaticEmbedder(await readFile(staticModel()));
    }
    case 'transformers': {
      const { createTransformersEmbedder } = await import('./transformers-embedder.js');
      return createTransformersEmbedder(choice);
    }
    case 'endpoint': {
      const { createEndpointEmbedder } = await import('./endpoint-embedder.js');
      return createEndpointEmbedder(choice);
    }
    case 'unknown':
      throw new CtxoptError(
        'invalid_input',
        `There is no embedder ${choice.asked}.`,
        'CTXOPT_EMBEDDER may be static, none, transformers, transformers:MODEL, or URL#MODEL of an embeddings endpoint.',
      );
  }
}

/** The shipped model: two folders up in the sources, three in a build. */
function staticModel(): URL {
  const [inSources, inBuild] = ['../../', '../../../'].map(
    (up) => new URL(`${up}models/static.bin`, import.meta.url),
  );
  return existsSync(inSources!) ? inSources! : inBuild!;
}
