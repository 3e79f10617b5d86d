// The built core on an input: the very job that the server and the command line run, in this thread.
import path from 'node:path';
import { textsOf } from '../load.js';

const dist = path.resolve(import.meta.dirname, '../../..', process.env.CTXOPT_DIST ?? 'dist');
const fromDist = (module) => import(path.join(dist, 'src', module));
const { jobs } = await fromDist('compute/jobs.js');
const { partsOf } = await fromDist('context/context.js');
const { stringOf } = await fromDist('context/exact-bytes.js');
const { formatOf } = await fromDist('formats/formats.js');
const { tokenizerFor } = await fromDist('tokens/tokenizer-for.js');

/** Every count of this benchmark: o200k_base, exact. */
export const tokenizer = tokenizerFor();

export const LEVELS = ['lossless', 'balanced', 'aggressive'];

/** ctxopt at one level. */
export const ctxopt = (level) => ({
  name: `ctxopt ${level}`,
  level,
  applies: () => true,
  /** Loads what is loaded once, so that no input's time has it. */
  warm: () => optimize({ body: 'warm', command: 'true', level }),
  async run(input) {
    const request = {
      body: input.body,
      level,
      ...(hasMessages(input) ? {} : { command: input.command ?? '' }),
    };
    const start = process.cpuUsage();
    const { body, originals } = await optimize(request);
    const { user, system } = process.cpuUsage(start);
    const text = stringOf(body);
    return {
      texts: hasMessages(input) ? textsOf(text) : [{ at: '', text }],
      originals: originals.map(stringOf),
      tokens: tokensOf(input, text),
      seconds: (user + system) / 1e6,
    };
  },
});

function optimize(request) {
  return jobs.optimize(request, () => {});
}

/** Tokens of an input's texts, or of what became of them: what the notation of a body adds is not counted. */
export function tokensOf(input, body = input.body) {
  if (!hasMessages(input)) return tokenizer.count(body);
  return partsOf(formatOf(body).decode(body)).reduce((sum, { text }) => sum + tokenizer.count(text), 0);
}

/** Whether an input is a body of messages; else it is what one command printed. */
function hasMessages({ as }) {
  return as === 'body' || as === 'trajectory';
}
