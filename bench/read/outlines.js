// Each answer file's outline: how much smaller it is than the file, and whether it has every exported signature.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { tokenizer } from './baseline.js';
import { definitionOf, readOutput } from './delivered.js';
import { exportedOf } from './exported.js';

/** One row a file: tokens of file and outline, exported definitions, and those whose signature's first line is missing. */
export async function measureOutlines(open, folder, questions, paths) {
  const rows = [];
  for (const file of new Set(questions.flatMap((question) => question.files))) {
    const source = readFileSync(path.join(folder, file), 'utf8');
    const outline = await open.outline(file);
    const shows = readOutput(outline, paths);
    const exported = exportedOf(file, source);
    const missing = exported.filter(
      ({ name, line }) => !shows(definitionOf(file, name, source, line, line)).named,
    );
    rows.push({
      file,
      whole: tokenizer.count(source),
      outline: tokenizer.count(outline),
      exported: exported.length,
      missing: missing.map(({ name, line }) => `${name} (line ${line})`),
    });
  }
  return rows;
}
