import { defineOutput } from '../output.js';

/** find and du, run over a folder with its installed packages: their files are counted unless they are asked for. */
export const find = defineOutput({
  name: 'find',
  command: /^(?:find|fd|fdfind|du)(?![\w-])(?!.*(?:node_modules|\.git(?![\w-])|site-packages|__pycache__))/,
  leaveOut: [
    { what: 'paths in node_modules', line: /^(?:[\d.]+[KMGT]?\t)?(?:[^\s]*\/)?node_modules\/./, sure: true },
    { what: 'paths in .git', line: /^(?:[\d.]+[KMGT]?\t)?(?:[^\s]*\/)?\.git\/./, sure: true },
    {
      what: 'paths of compiled Python',
      line: /^(?:[\d.]+[KMGT]?\t)?(?:[^\s]*\/)?__pycache__\/./,
      sure: true,
    },
  ],
});
