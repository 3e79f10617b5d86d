/*
 * The table notation, in which JSON says its keys once. Like objects in an array are written as rows,
 *
 *     {"total":3,"users":[{"id":1,"name":"Ann"},{"id":2,"name":"Bo, Jr","admin":true},{"id":3,"name":null}]}
 *
 *     {"total":3,"users":<table id,name,admin>
 *     1,Ann,
 *     2,"Bo, Jr",true
 *     3,null,
 *     </table>}
 *
 * and so are like objects under the keys of an object; `a.b` is what is in `a` under `b`, and `a=1` what all rows have,
 * unless it names a row or tells how it stands:
 *
 *     {"ms":{"version":"2.1.3","dist":{"size":3,"dev":false}},"qs":…}
 *
 *     <table key: version,dist.size,dist.dev=false>
 *     ms: "2.1.3",3
 *     qs: …
 *     </table>
 *
 * Objects that stand a line each, as in a structured log, are `<table lines: level,time,msg>`: what it decodes to are lines
 * without brackets and commas.
 *
 * A cell is the value's JSON, or a table again; a string loses its quotes where it is one word of letters, digits and
 * `_ . / : @ + -`, has a letter, and cannot be taken for a URL or another value. An empty cell is a key that the object
 * does not have; a row of one cell where there are several columns is a value that is unlike the others.
 *
 * A long value that comes again is marked `&1` where it comes first and is `*1` after that, as in YAML; values that speak
 * of an error are not.
 *
 * Outside of strings JSON has no `<`, `&` or `*`, so the notation can stand at any place of a JSON text and is always
 * recognized.
 */
export { decodeTable, hasTable } from './decode-table.js';
export { encodeTables } from './encode-tables.js';
