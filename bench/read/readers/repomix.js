import { runPeer, versionOf } from '../peers.js';

/** `repomix --compress`: it has no questions, so the best it can do is shown: being told the answer files. */
export const repomix = {
  name: 'repomix',
  version: () => versionOf('repomix'),
  ways: {
    map: 'repomix --compress, the repository',
    question: 'repomix --compress, the answer files only',
  },
  async open(folder, home) {
    const pack = (...args) =>
      runPeer('repomix/bin/repomix.cjs', ['--compress', '--stdout', ...args], { cwd: folder, home });
    const packed = new Map();
    return {
      map: async () => pack(),
      // Several questions have the same answer files, and what it gives of them does not depend on the question.
      async question({ files }) {
        const key = files.join(',');
        if (!packed.has(key)) packed.set(key, pack('--include', key));
        return packed.get(key);
      },
      async close() {},
    };
  },
};
