/** Facts of what git prints: `hash` (its first seven digits), `subject`, `file` of a change, `hunk` (changed lines that follow each other), `state` of a file. */
export function gitFacts(text) {
  const lines = text.split('\n');
  const facts = [];
  let [wantsSubject, inHunk] = [false, false];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at];
    const add = (kind, place = {}) => facts.push({ kind, places: [{ line: at + 1, ...place }] });
    const commit = /^(?:[*|\\/ ]*)(?:commit )?([0-9a-f]{7,40})(?=\s|$)/.exec(line);
    if (commit) {
      const start = line.indexOf(commit[1]);
      add('hash', { columns: [start, start + 7] });
      inHunk = false;
      wantsSubject = line.trimEnd().endsWith(commit[1]) || /^commit /.test(line);
      if (!wantsSubject) add('subject', { columns: [start + commit[1].length, line.length] });
    } else if (wantsSubject && /^ {4}\S/.test(line)) {
      add('subject');
      wantsSubject = false;
    } else if (/^diff --git /.test(line)) {
      const start = line.lastIndexOf(' b/') + 3;
      add('file', { columns: [start, line.length] });
      inHunk = false;
    } else if (/^@@ /.test(line)) inHunk = true;
    else if (inHunk && /^[-+]/.test(line)) {
      const first = at;
      while (/^[-+]/.test(lines[at + 1] ?? '')) at++;
      facts.push({ kind: 'hunk', places: [{ line: first + 1, end: at + 1 }] });
    } else if (
      /^\s+(?:modified|deleted|new file|renamed|both modified):\s/.test(line) ||
      /^(?:On branch|Your branch|HEAD detached)/.test(line) ||
      /^\t\S/.test(line)
    )
      add('state');
    else if (/^\s*\d+ files? changed/.test(line)) add('entry');
    else if (/^ \S.* \| +(?:\d+|Bin)/.test(line)) add('entry', { columns: [1, line.indexOf(' |')] });
  }
  return facts;
}
