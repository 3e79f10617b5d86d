import { analyzeContextTool } from './analyze-context.js';
import { compareBeforeAfterTool } from './compare-before-after.js';
import { getUsageStatsTool } from './get-usage-stats.js';
import { optimizeContextTool } from './optimize-context.js';
import { smartReadTool } from './smart-read.js';

/** Every tool, in the order that clients list them. */
export const tools = [
  smartReadTool,
  analyzeContextTool,
  optimizeContextTool,
  compareBeforeAfterTool,
  getUsageStatsTool,
] as const;
