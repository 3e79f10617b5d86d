import { runPeer, versionOf } from '../peers.js';

/**
 * codegraph by its command line, which prints what its MCP tools give. `explore` is the one tool that its server lists, and
 * the one its README names for questions; `node` is its way to one symbol, which it finds by the bare name rather than by
 * `res.send`; `files` is its overview. All with their defaults.
 */
export const codegraph = {
  name: 'codegraph',
  version: () => versionOf('@colbymchenry/codegraph'),
  ways: {
    map: 'codegraph files',
    symbol: 'codegraph files, and node for one symbol',
    question: 'codegraph explore, the question',
  },
  async open(folder, home) {
    const run = (...args) => runPeer('@colbymchenry/codegraph/npm-shim.js', args, { cwd: folder, home });
    run('init', '--yes', folder);
    return {
      map: async () => run('files', '--path', folder),
      symbol: async ({ file, name }) => run('node', '--path', folder, '--file', file, name),
      question: async ({ question }) => run('explore', '--path', folder, question),
      async close() {},
    };
  },
};
