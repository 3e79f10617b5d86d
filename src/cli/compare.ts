import { compareBeforeAfterTool } from '../../tools/compare-before-after.js';
import { CtxoptError } from '../errors.js';
import type { Comparison } from '../optimize/compare.js';
import { comparisonDocument } from '../optimize/comparison/comparison-document.js';
import { defineCommand, type Terminal } from './command.js';
import { reportOptions } from './report-options.js';
import { jsonOption, runTool } from './run-tool.js';

export const compare = defineCommand({
  name: 'compare',
  synopsis: 'BEFORE AFTER [options]',
  summary: 'Shows what a shortening saved and lost. A side is a file, a ctx: handle or - (standard input).',
  options: {
    model: { type: 'string', value: 'NAME', help: 'the model whose price counts' },
    ...reportOptions,
    ...jsonOption,
  },
  async run(args, terminal) {
    const [before, after, ...more] = args.positionals;
    if (before === undefined || after === undefined || more.length > 0 || (before === '-' && after === '-')) {
      throw new CtxoptError('invalid_input', 'Two sides are expected.', 'Say: ctxopt compare BEFORE AFTER');
    }
    const input = { before: await side(before, terminal), after: await side(after, terminal) };
    return runTool(
      compareBeforeAfterTool,
      { ...input, model: args.text('model') },
      args,
      terminal,
      (figures) => comparisonDocument(figures as unknown as Comparison),
    );
  },
});

async function side(given: string, terminal: Terminal): Promise<string | { readonly path: string }> {
  return given === '-' ? terminal.stdin() : { path: given };
}
