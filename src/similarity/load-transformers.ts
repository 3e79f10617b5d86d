import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { CtxoptError } from '../errors.js';

/** What we use of `@huggingface/transformers`, an optional peer that is not there when this is compiled. */
export interface Transformers {
  readonly env: {
    allowRemoteModels: boolean;
    allowLocalModels: boolean;
    localModelPath: string;
    useFSCache: boolean;
  };
  pipeline(task: string, model: string, options: { readonly dtype: string }): Promise<TransformersPipeline>;
}

export interface TransformersPipeline {
  (texts: string[], options?: Readonly<Record<string, unknown>>): Promise<unknown>;
  dispose(): Promise<unknown>;
}

export interface TransformersOptions {
  /** A folder with `config.json`, `tokenizer.json` and `onnx/model.onnx`, or the name of a model on the hub. */
  readonly model: string;
  /** Whether a model that is no folder may be fetched from the hub. */
  readonly mayDownload: boolean;
  /** A folder in whose `node_modules` the package is, if it is not installed beside ctxopt. */
  readonly modules?: string;
}

const PACKAGE = '@huggingface/transformers';

/**
 * The package, set to load this model and nothing else.
 * @throws CtxoptError `not_found` if the package is not installed, or a hub's model may not be fetched
 */
export async function loadTransformers({
  model,
  mayDownload,
  modules,
}: TransformersOptions): Promise<Transformers> {
  const isFolder = path.isAbsolute(model);
  if (!isFolder && !mayDownload) {
    throw new CtxoptError(
      'not_found',
      `The model ${model} is not on this machine, and fetching it is not allowed.`,
      'Name a folder with the model, or set CTXOPT_EMBEDDER_DOWNLOAD=1.',
    );
  }
  const transformers = await importFrom(modules);
  transformers.env.allowLocalModels = isFolder;
  transformers.env.allowRemoteModels = !isFolder;
  if (isFolder) transformers.env.localModelPath = path.dirname(model);
  return transformers;
}

async function importFrom(modules: string | undefined): Promise<Transformers> {
  try {
    const from = createRequire(modules === undefined ? import.meta.url : path.join(modules, 'package.json'));
    return (await import(pathToFileURL(from.resolve(PACKAGE)).href)) as Transformers;
  } catch (cause) {
    throw new CtxoptError(
      'not_found',
      `${PACKAGE} could not be loaded: ${(cause as Error).message.split('\n', 1)[0]}`,
      `Install it beside ctxopt (npm install ${PACKAGE}), or name the folder that has it in CTXOPT_MODULES.`,
      { cause },
    );
  }
}
