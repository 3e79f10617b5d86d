import { countLines } from '../lines.js';
import { defineLanguage, type Outline, type OutlineSymbol } from '../outline.js';
import { lined } from '../scan/block-symbol.js';
import { definitionOf } from '../sql/definition.js';
import { countInsertions } from '../sql/insertions.js';
import { readStatements } from '../sql/read-statements.js';

/** What is created or added, in any of the common dialects: tables with their columns; rows inserted are counted. */
export const sql = defineLanguage({
  name: 'sql',
  extensions: ['.sql', '.ddl', '.pgsql', '.psql', '.mysql', '.pls', '.plsql', '.tsql'],
  outline: async (text): Promise<Outline> => {
    const source = lined(text);
    const symbols: OutlineSymbol[] = [];
    const insertions = countInsertions();
    for (const statement of readStatements(text)) {
      const symbol = definitionOf(source, statement);
      if (symbol) symbols.push(symbol);
      else insertions.add(text, statement);
    }
    const all = [...symbols, ...insertions.symbols(source)].sort((a, b) => a.startLine - b.startLine);
    return { language: 'sql', lines: countLines(text), imports: [], symbols: all };
  },
});
