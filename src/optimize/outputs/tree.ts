import { defineOutput, type OmittedSpans, type Span } from '../output.js';
import { lineMatches } from '../programs/recognize-output.js';

const NODE = /^([│ \u00a0]*)[├└]── (\S+?)(?:\/| -> .*)?\r?$/;

/** tree, run over a folder with its installed packages: their files are counted unless they are asked for. */
export const tree = defineOutput({
  name: 'tree',
  command:
    /^(?:tree|(?:eza|exa|lsd) .*--tree)(?![\w-])(?!.*(?:node_modules|\.git(?![\w-])|site-packages|__pycache__))/,
  leaveOut: [
    below('node_modules', 'paths in node_modules'),
    below('site-packages', 'paths in site-packages'),
    below('.git', 'paths in .git'),
    below('__pycache__', 'paths of compiled Python'),
  ],
});

/** What stands in a folder of that name. */
function below(folder: string, what: string): OmittedSpans {
  return {
    what,
    sure: true,
    *find(lines): Iterable<Span> {
      let open = Infinity;
      for (const [at, line] of lines.entries()) {
        const node = lineMatches(NODE, line) ? NODE.exec(line) : null;
        const column = node ? node[1]!.length : -1;
        if (column > open) yield { start: at, end: at + 1 };
        else open = node?.[2] === folder ? column : Infinity;
      }
    },
  };
}
