import { analyzeContextTool } from '../../tools/analyze-context.js';
import { stringOf } from '../context/exact-bytes.js';
import { defineTool } from '../mcp/define-tool.js';
import { analysisDocument } from '../optimize/analysis/analysis-document.js';
import type { Analysis } from '../optimize/analyze.js';
import { defineCommand } from './command.js';
import { commandForm } from './command-form.js';
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
      inCommandForm,
      { ...(await contextArgument(args, terminal)), model: args.text('model') },
      args,
      terminal,
      (figures) => analysisDocument(figures as unknown as Analysis),
    ),
});

/** `analyze_context` for a person: what it recommends to call are commands. */
const inCommandForm = defineTool({
  ...analyzeContextTool,
  async handle(app, input, call) {
    const { text, figures, ...output } = await analyzeContextTool.handle(app, input, call);
    const analysis = figures as unknown as Analysis;
    const recommendations = analysis.recommendations.map((one) =>
      one.call === undefined ? one : { ...one, call: commandForm(one.call) },
    );
    return { ...output, text: commandForm(stringOf(text)), figures: { ...analysis, recommendations } };
  },
});
