// How a fact says where it stands: places within an input's texts, so that no text of an input is kept.
//   12        line 12, whole; lines are counted from 1
//   12:4-30   its columns 4 to 30: from the fifth letter on, before the thirty-first
//   12-15     lines 12 to 15
// A fact is one or more places, with blanks between.

/** A place in a text. @typedef {{ readonly line: number, readonly end?: number, readonly columns?: readonly [number, number] }} Place */
/** What must survive: its kind, the pointer of the text it stands in, and where. @typedef {{ readonly kind: string, readonly at: string, readonly places: readonly Place[] }} Fact */

/** @param {Place} place */
export function writePlace({ line, end, columns }) {
  if (columns) return `${line}:${columns[0]}-${columns[1]}`;
  return end && end !== line ? `${line}-${end}` : `${line}`;
}

/** @returns {readonly Place[]} the places of a fact, as `writePlace` writes them */
export function readPlaces(text) {
  return text.split(' ').map((place) => {
    const [, line, end, from, to] = /^(\d+)(?:-(\d+)|:(\d+)-(\d+))?$/.exec(place) ?? [];
    if (!line) throw new Error(`not a place: ${place}`);
    return {
      line: Number(line),
      ...(end ? { end: Number(end) } : {}),
      ...(from ? { columns: [Number(from), Number(to)] } : {}),
    };
  });
}

/** What stands at a place. @param {readonly string[]} lines the text's, split at \n */
export function textAt(lines, { line, end = line, columns }) {
  if (columns) return lines[line - 1].slice(...columns);
  return lines.slice(line - 1, end).join('\n');
}

/** The place of what a pattern's group matched in a line. @param {RegExpExecArray} match of a pattern with the flag `d` */
export function placeOf(line, match, group) {
  return { line, columns: match.indices[group] };
}

/** Letters from the first place to the last. */
export function extent(places, lines) {
  const [first, last] = [
    Math.min(...places.map(({ line }) => line)),
    Math.max(...places.map(({ line }) => line)),
  ];
  if (first === last) return Math.abs(places.at(-1).columns[1] - places[0].columns[0]);
  return lines.slice(first - 1, last).reduce((sum, line) => sum + line.length + 1, 0);
}
