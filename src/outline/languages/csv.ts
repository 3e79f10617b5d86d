import { defineLanguage } from '../outline.js';
import { outlineTable } from '../table/outline-table.js';

/** By columns: their names and types, how many rows there are, and the first of these. */
export const csv = defineLanguage({
  name: 'csv',
  extensions: ['.csv', '.tsv', '.psv'],
  outline: async (text) => outlineTable(text),
});
