import { describe, expect, it } from 'vitest';
import { partsOf } from '../../src/context/context.js';
import { markdown } from '../../src/formats/markdown.js';
import { toolOutput } from '../../src/formats/tool-output.js';

describe('tool-output', () => {
  it('reads a body as what its command printed', () => {
    const tool = { callId: 'command', name: 'Bash', input: { command: 'npx vitest run' } };
    const parts = partsOf(toolOutput('npx vitest run').decode('1 failed\n'));
    expect(parts).toMatchObject([
      { kind: 'tool_call', text: '', editable: false, tool },
      { kind: 'tool_result', text: '1 failed\n', editable: true, tool },
    ]);
  });
});

describe('markdown', () => {
  it('reads a body as a file that was read', () => {
    const [, document] = partsOf(markdown.decode('# Title\n'));
    expect(document).toMatchObject({
      role: 'tool',
      text: '# Title\n',
      tool: { name: 'Read', input: { file_path: 'document.md' } },
    });
  });
});
