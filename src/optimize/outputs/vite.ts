import { defineOutput } from '../output.js';

/** `vite build`. */
export const vite = defineOutput({
  name: 'vite',
  command: /^vite build(?![\w-])/,
  content: /^(?:vite v\d+\.\d+\.\d+ building |rendering chunks)/,
  leaveOut: [
    {
      what: 'assets',
      line: /^\S+\.\w+ +\d[\d.,]* kB(?: │ gzip: +\d[\d.,]* kB)?(?: │ map: +\d[\d.,]* kB)?$/,
      sure: true,
    },
    { what: 'progress lines', line: /^(?:transforming|rendering chunks|computing gzip size)\b[^:]*\.\.\.$/ },
  ],
});
