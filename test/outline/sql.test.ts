import { describe, expect, it } from 'vitest';
import { findSymbols } from '../../src/outline/find-symbols.js';
import { outlineOf } from '../../src/outline/outline-of.js';
import { renderOutline } from '../../src/outline/render-outline.js';

async function outline(...lines: readonly string[]): Promise<string[]> {
  return renderOutline(await outlineOf('a.sql', lines.join('\n'))).split('\n');
}

describe('SQL', () => {
  it('finds a table and a column by any way that leads there', async () => {
    const outline = await outlineOf('a.sql', 'CREATE TABLE "my shop"."Users" (\n  `the id` int\n);\n');
    expect(findSymbols(outline, 'Users')).toHaveLength(1);
    expect(findSymbols(outline, 'users.the id')[0]?.startLine).toBe(2);
    expect(outline.symbols[0]?.name).toBe('my shop.Users');
  });

  it('has no definitions in comments, strings and bodies', async () => {
    expect(
      await outline(
        '-- CREATE TABLE a (b int);',
        "SELECT 'it''s; CREATE TABLE c (d int);';",
        '/* CREATE TABLE e (f int); */',
        'DO $x$ BEGIN CREATE TABLE g (h int); END $x$;',
        'CREATE TABLE i (j int);',
      ),
    ).toEqual(['5 CREATE TABLE i', '5   j int']);
  });

  it('takes a backslash for an escape where back ticks tell of MySQL, and nowhere else', async () => {
    expect(await outline("INSERT INTO a VALUES ('\\');", 'CREATE TABLE b (c int);')).toEqual([
      '1 INSERT INTO a: 1 statement, 1 row',
      '2 CREATE TABLE b',
      '2   c int',
    ]);
    expect(await outline("INSERT INTO `a` VALUES ('\\';', 1);", 'CREATE TABLE b (c int);')).toEqual([
      '1 INSERT INTO a: 1 statement, 1 row',
      '2 CREATE TABLE b',
      '2   c int',
    ]);
  });

  it('tells keys from columns of that name', async () => {
    const { symbols } = await outlineOf(
      'a.sql',
      'CREATE TABLE a (key varchar(20), KEY b (key), INDEX (key), index int, UNIQUE KEY c (key), CHECK (1 > 0));',
    );
    expect(symbols[0]!.children.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'column key',
      'constraint KEY',
      'constraint INDEX',
      'column index',
      'constraint UNIQUE KEY',
      'constraint CHECK',
    ]);
  });

  it('reads routines of MySQL up to their delimiter', async () => {
    expect(
      await outline(
        'DELIMITER $$',
        'CREATE FUNCTION a() RETURNS INT',
        'BEGIN',
        '  SELECT 1; SELECT 2;',
        'END$$',
        'CREATE VIEW b AS SELECT 1$$',
      ),
    ).toEqual(['2-5 CREATE FUNCTION a() RETURNS INT { … 3 lines }', '6 CREATE VIEW b { … 1 line }']);
  });

  it('reads routines up to the end of their blocks', async () => {
    expect(
      await outline(
        'CREATE PROCEDURE a()',
        'BEGIN',
        '  IF 1 THEN SELECT 1; END IF;',
        '  CASE x WHEN 1 THEN SELECT 2; END CASE;',
        '  WHILE 1 DO SELECT 3; END WHILE;',
        'END;',
        'CREATE TABLE b (c int);',
      ),
    ).toEqual(['1-6 CREATE PROCEDURE a() { … 5 lines }', '7 CREATE TABLE b', '7   c int']);
  });

  it('separates batches, and statements that no semicolon ends', async () => {
    expect(
      await outline(
        'CREATE TABLE a (b int)',
        'CREATE TABLE #c (d int)',
        'GO',
        'CREATE PROC e AS',
        'SELECT 1;',
        'SELECT 2;',
        'go',
        "IF OBJECT_ID('f') IS NULL",
        'CREATE TABLE f (g int)',
      ),
    ).toEqual([
      '1 CREATE TABLE a',
      '1   b int',
      '2 CREATE TABLE #c',
      '2   d int',
      '4-6 CREATE PROC e { … 2 lines }',
      '9 CREATE TABLE f',
      '9   g int',
    ]);
  });

  it('shows what a change of a table adds, and no other change', async () => {
    expect(
      await outline(
        'ALTER TABLE a ADD b int, DROP c, ADD COLUMN IF NOT EXISTS d int;',
        'ALTER TABLE a WITH CHECK ADD CONSTRAINT e CHECK (b > 0);',
        'ALTER TABLE a RENAME TO f;',
        'ALTER FUNCTION g() OWNER TO h;',
      ),
    ).toEqual([
      '1 ALTER TABLE a',
      '1   ADD b int',
      '1   ADD COLUMN IF NOT EXISTS d int',
      '2 ALTER TABLE a',
      '2   ADD CONSTRAINT e CHECK (b > 0)',
    ]);
  });

  it('counts what is inserted into each table', async () => {
    const rows = Array.from({ length: 1_000 }, (_, i) => `INSERT INTO a VALUES (${i}, (2)), (3, 'b;');`);
    expect(await outline(...rows, 'REPLACE INTO b SELECT 1;')).toEqual([
      '1-1000 INSERT INTO a: 1000 statements, 2000 rows',
      '1001 REPLACE INTO b: 1 statement',
    ]);
  });

  it('reads on where a string, a comment or a body has no end', async () => {
    expect(await outline("SELECT 'a", 'CREATE TABLE b (c int')).toEqual(['2 CREATE TABLE b', '2   c int']);
    expect(await outline('CREATE FUNCTION a() RETURNS int AS $$', 'BEGIN')).toEqual([
      '1-2 CREATE FUNCTION a() RETURNS int { … 1 line }',
    ]);
  });
});
