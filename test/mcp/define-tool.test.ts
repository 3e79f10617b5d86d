import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineTool, listTools } from '../../src/mcp/define-tool.js';

const tool = defineTool({
  name: 'sample',
  title: 'Sample',
  description: 'For tests.',
  input: z.strictObject({
    additionalProperties: z.string().describe('An argument with an awkward name'),
    count: z.number().int(),
    few: z.number().int().max(5).optional(),
    side: z.union([z.string(), z.strictObject({ path: z.string() })]).optional(),
    withDefault: z.enum(['a', 'b']).default('a'),
  }),
  annotations: { readOnlyHint: true },
  handle: async () => ({ text: '', figures: {} }),
});

describe('listTools', () => {
  it('lists a schema with nothing that a caller does not need', () => {
    expect(listTools([tool])).toEqual([
      {
        name: 'sample',
        title: 'Sample',
        description: 'For tests.',
        annotations: { title: 'Sample', readOnlyHint: true },
        inputSchema: {
          type: 'object',
          properties: {
            additionalProperties: { type: 'string', description: 'An argument with an awkward name' },
            count: { type: 'integer' },
            few: { type: 'integer', maximum: 5 },
            side: {
              anyOf: [
                { type: 'string' },
                { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] },
              ],
            },
            withDefault: { type: 'string', enum: ['a', 'b'], default: 'a' },
          },
          required: ['additionalProperties', 'count'],
        },
      },
    ]);
  });
});
