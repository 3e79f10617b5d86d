import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Words of a model's own, the first that it knows. */
export const SPECIAL = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];

export interface TinyModel {
  /** What `config.json` says besides the sizes. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Words that the model knows, in the order of their ids, {@link SPECIAL} first. */
  readonly words: readonly string[];
  /** What it answers to each word. */
  readonly rows: readonly (readonly number[])[];
  /** The name of its answer: `last_hidden_state`, `logits`. */
  readonly output: string;
}

/**
 * Writes a model of the BERT kind that a real runtime loads: a word's row is looked up, nothing else. As small as an ONNX
 * model can be.
 */
export async function writeTinyModel(folder: string, model: TinyModel): Promise<void> {
  await mkdir(path.join(folder, 'onnx'), { recursive: true });
  await writeFile(path.join(folder, 'onnx', 'model.onnx'), onnxModel(model));
  const files: Readonly<Record<string, object>> = {
    'config.json': {
      model_type: 'bert',
      hidden_size: model.rows[0]!.length,
      vocab_size: model.words.length,
      max_position_embeddings: 64,
      ...model.config,
    },
    'tokenizer_config.json': {
      tokenizer_class: 'BertTokenizer',
      model_max_length: 64,
      do_lower_case: true,
      pad_token: '[PAD]',
      unk_token: '[UNK]',
      cls_token: '[CLS]',
      sep_token: '[SEP]',
      mask_token: '[MASK]',
    },
    'tokenizer.json': tokenizer(model.words),
  };
  for (const [name, content] of Object.entries(files)) {
    await writeFile(path.join(folder, name), JSON.stringify(content));
  }
}

function tokenizer(words: readonly string[]): object {
  const piece = (id: string) => ({ SpecialToken: { id, type_id: 0 } });
  const sequence = (id: string) => ({ Sequence: { id, type_id: 0 } });
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: SPECIAL.map((content, id) => ({
      id,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [piece('[CLS]'), sequence('A'), piece('[SEP]')],
      pair: [piece('[CLS]'), sequence('A'), piece('[SEP]'), sequence('B'), piece('[SEP]')],
      special_tokens: Object.fromEntries(
        ['[CLS]', '[SEP]'].map((id) => [id, { id, ids: [words.indexOf(id)], tokens: [id] }]),
      ),
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(words.map((word, id) => [word, id])),
    },
  };
}

const INT64 = 7;
const FLOAT = 1;

/** The graph `output = Gather(rows, input_ids)`; field numbers as in onnx.proto3, IR version 8. */
function onnxModel({ rows, output }: TinyModel): Buffer {
  const width = rows[0]!.length;
  const node = message([
    [1, text('rows')],
    [1, text('input_ids')],
    [2, text(output)],
    [4, text('Gather')],
  ]);
  const initializer = message([
    [1, rows.length],
    [1, width],
    [2, FLOAT],
    [8, text('rows')],
    [9, Buffer.from(Float32Array.from(rows.flat()).buffer)],
  ]);
  const inputs = ['input_ids', 'attention_mask', 'token_type_ids'];
  const graph = message([
    [1, node],
    [2, text('tiny')],
    [5, initializer],
    ...inputs.map((name) => [11, valueInfo(name, INT64, ['batch', 'length'])] as const),
    [12, valueInfo(output, FLOAT, ['batch', 'length', width])],
  ]);
  return message([
    [1, 8],
    [7, graph],
    [8, message([[2, 13]])],
  ]);
}

function valueInfo(name: string, type: number, shape: readonly (string | number)[]): Buffer {
  const dimensions = shape.map(
    (size) => [1, message([typeof size === 'number' ? [1, size] : [2, text(size)]])] as const,
  );
  const tensor = message([
    [1, type],
    [2, message(dimensions)],
  ]);
  return message([
    [1, text(name)],
    [2, message([[1, tensor]])],
  ]);
}

/** A protocol buffer: a number is a varint, bytes are length-delimited. */
function message(fields: readonly (readonly [number: number, value: number | Buffer])[]): Buffer {
  return Buffer.concat(
    fields.map(([field, value]) =>
      typeof value === 'number'
        ? Buffer.concat([varint(field << 3), varint(value)])
        : Buffer.concat([varint((field << 3) | 2), varint(value.length), value]),
    ),
  );
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return Buffer.from([...bytes, rest]);
    bytes.push((rest & 0x7f) | 0x80);
  }
}

function text(value: string): Buffer {
  return Buffer.from(value, 'utf8');
}
