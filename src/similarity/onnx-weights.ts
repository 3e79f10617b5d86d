import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { pipeline as flow } from 'node:stream/promises';
import { CtxoptError } from '../errors.js';

/** The kinds of weights that are looked for in a folder, the most exact first. */
const WEIGHTS: readonly (readonly [dtype: string, file: string])[] = [
  ['fp32', 'model.onnx'],
  ['fp16', 'model_fp16.onnx'],
  ['q8', 'model_quantized.onnx'],
];

/**
 * The weights in a model's folder, and the beginning of their hash: two models of one name are not one.
 * @throws CtxoptError `not_found` if there are none
 */
export async function onnxWeights(
  folder: string,
): Promise<{ readonly dtype: string; readonly hash: string }> {
  for (const [dtype, name] of WEIGHTS) {
    const file = path.join(folder, 'onnx', name);
    const isThere = await access(file).then(
      () => true,
      () => false,
    );
    if (!isThere) continue;
    const hash = createHash('sha256');
    await flow(createReadStream(file), hash);
    return { dtype, hash: hash.digest('hex').slice(0, 12) };
  }
  throw new CtxoptError(
    'not_found',
    `There is no model in ${folder}.`,
    `It needs one of onnx/${WEIGHTS.map(([, file]) => file).join(', onnx/')}.`,
  );
}
