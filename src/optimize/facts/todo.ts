import { defineFacts } from '../fact.js';
import { collapse } from '../gate/plain-text.js';

const NOTE = /(?:^|[^\w.'"`])(TODO|FIXME|XXX|HACK)\b[: ]{0,3}([^\n]{0,200})|^\s*[-*] \[ \] (\S[^\n]{0,200})/;

/** What somebody left to do: `TODO`, `FIXME`, `XXX` and `HACK` comments with their words, open boxes of a task list. */
export const todo = defineFacts({
  name: 'todo',
  find(line) {
    if (!/TODO|FIXME|XXX|HACK|\[ \]/.test(line)) return [];
    const found = NOTE.exec(line);
    if (!found) return [];
    const [, tag = 'TODO', comment, task] = found;
    return [collapse(`${tag} ${(comment ?? task!).replace(/\s*(?:\*\/|-->)\s*$/, '')}`, 160)];
  },
});
