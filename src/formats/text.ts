import type { Format } from './format.js';
import { splice } from './splice.js';

/** Anything: one part, taken for what a tool printed. */
export const text: Format = {
  name: 'text',
  title: 'plain text',
  detect: () => true,
  decode: (body) => ({
    format: 'text',
    messages: [
      {
        role: 'tool',
        parts: [
          {
            id: 'text',
            kind: 'text',
            role: 'tool',
            text: body,
            source: { start: 0, end: body.length, text: body, encoding: 'raw' },
            editable: true,
          },
        ],
      },
    ],
    frozen: 0,
  }),
  encode: splice,
};
