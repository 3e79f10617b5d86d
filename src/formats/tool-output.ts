import type { ToolRef } from '../context/context.js';
import type { Format } from './format.js';
import { splice } from './splice.js';

/**
 * What one command printed, with the command line as a hint: read as the result of a call of `Bash`, so that passes
 * know the program whose output it is. The command is not in the body, so the call is an empty part.
 * @param command e.g. `npx vitest run`
 */
export function toolOutput(command: string): Format {
  return resultFormat('tool-output', 'the output of a command', {
    callId: 'command',
    name: 'Bash',
    input: { command },
  });
}

/** A body that is all of one tool's result. */
export function resultFormat(name: string, title: string, tool: ToolRef): Format {
  return {
    name,
    title,
    detect: () => false,
    decode: (body) => ({
      format: name,
      messages: [
        {
          role: 'assistant',
          parts: [
            {
              id: 'call',
              kind: 'tool_call',
              role: 'assistant',
              text: '',
              source: { start: 0, end: 0, text: '', encoding: 'raw' },
              editable: false,
              tool,
            },
          ],
        },
        {
          role: 'tool',
          parts: [
            {
              id: 'result',
              kind: 'tool_result',
              role: 'tool',
              text: body,
              source: { start: 0, end: body.length, text: body, encoding: 'raw' },
              editable: true,
              tool,
            },
          ],
        },
      ],
      frozen: 0,
    }),
    encode: splice,
  };
}
