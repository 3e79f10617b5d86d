import { analyzeContextTool } from '../../tools/analyze-context.js';
import { analysisDocument } from '../optimize/analysis/analysis-document.js';
import type { Analysis } from '../optimize/analyze.js';
import { defineCommand } from './command.js';
import { reportOptions } from './report-options.js';
import { contextArgument, jsonOption, runTool } from './run-tool.js';

export const analyze = defineCommand({
  name: 'analyze',
  synopsis: 'FILE|ctx:…|- [options]',
  summary: 'Shows where the tokens of a context go, and what would save how many.',
  options: {
    model: { type: 'string', value: 'NAME', help: 'the model whose price and window count' },
    ...reportOptions,
    ...jsonOption,
  },
  run: async (args, terminal) =>
    runTool(
      analyzeContextTool,
      { ...(await contextArgument(args, terminal)), model: args.text('model') },
      args,
      terminal,
      (figures) => analysisDocument(figures as unknown as Analysis),
    ),
});
