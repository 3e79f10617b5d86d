import { bodyOf } from '../../tools/context-input.js';
import { stringOf } from '../context/exact-bytes.js';
import { CtxoptError } from '../errors.js';
import { DEFAULT_POLICY } from '../proxy/project-policy.js';
import { prove as proveRecording } from '../proxy/prove/prove.js';
import { readRecording } from '../proxy/prove/read-recording.js';
import { proofDocument, renderProof } from '../proxy/prove/render-proof.js';
import { type Arguments, defineCommand } from './command.js';
import { reportOptions, writeReport } from './report-options.js';
import { contextArgument, jsonOption, terminalCall } from './run-tool.js';

export const prove = defineCommand({
  name: 'prove',
  synopsis: 'FILE|- [options]',
  summary: 'Replays a recorded session with the proxy’s optimization and without, and prints both bills.',
  options: {
    level: { type: 'string', value: 'LEVEL', help: 'lossless (default), balanced or aggressive' },
    model: {
      type: 'string',
      value: 'NAME',
      help: 'the model whose prices count, in place of the recorded one',
    },
    ...reportOptions,
    ...jsonOption,
  },
  async run(args, terminal) {
    const level = levelOf(args);
    const app = await terminal.app();
    const { text } = await bodyOf(app, await contextArgument(args, terminal), terminalCall);
    const model = args.text('model');
    const proof = await proveRecording(readRecording(stringOf(text)), {
      compute: app.compute,
      embedder: app.config.embedder,
      pruner: app.config.pruner,
      policy: { ...DEFAULT_POLICY, level },
      ...(model === undefined ? {} : { model }),
      progress(done, all) {
        if (terminal.isTerminal) terminal.err(done === all ? '\r\x1b[K' : `\rturn ${done} of ${all}`);
      },
    });
    if (await writeReport(() => proofDocument(proof), args, terminal)) return 0;
    terminal.out(args.flag('json') ? `${JSON.stringify(proof, null, 2)}\n` : renderProof(proof));
    return 0;
  },
});

function levelOf(args: Arguments): 'lossless' | 'balanced' | 'aggressive' {
  const level = args.text('level') ?? 'lossless';
  if (level === 'lossless' || level === 'balanced' || level === 'aggressive') return level;
  throw new CtxoptError(
    'invalid_input',
    `There is no level ${level}.`,
    'Say --level lossless, balanced or aggressive.',
  );
}
