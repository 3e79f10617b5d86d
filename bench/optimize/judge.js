// Says which facts stand in what a tool made of an input.
import { extent, textAt } from './places.js';

import { readText } from './reading.js';

/**
 * A judge over one output.
 * @param {readonly { at: string, text: string }[]} texts everything that the model would see, with the pointers of messages' texts
 * @returns {(fact: import('./places.js').Fact, lines: readonly string[], text: string) => boolean}
 * whether a fact of the input stands there; `lines` are those of the text that it was taken from
 */
export function judgeOf(texts) {
  const reading = readText(texts.map(({ text }) => text));
  const byPointer = new Map(texts.map(({ at, text }) => [at, text]));
  const judges = {
    words: ({ at }, _, text) => byPointer.get(at) === text,
    located: inPieces,
    hit: inPieces,
    value: ({ places }, lines) =>
      reading.hasValue(
        places.map((place) => textAt(lines, place)),
        extent(places, lines),
      ),
    sample: (fact, lines) => judges.value(fact, lines),
    record: ({ places }, lines) =>
      reading.hasValue(
        places.map((place) => textAt(lines, place)),
        0,
      ),
    hunk: ({ places }, lines) => reading.hasChanges(textAt(lines, places[0])),
    entry: ({ places }, lines) => {
      const text = textAt(lines, places[0]);
      return reading.hasLine(text) || reading.hasName(text);
    },
    'repeated-alarm': repeated,
  };
  function inPieces({ places }, lines) {
    const [path, position, message] = places.map((place) => textAt(lines, place));
    return reading.hasLocated(path, position, message);
  }
  function repeated({ places }, lines) {
    const texts = places.map((place) => textAt(lines, place));
    return reading.hasLine(texts[0]) && reading.hasCount(texts[0], texts.length);
  }
  const line = ({ places }, lines) => reading.hasLine(textAt(lines, places[0]));
  return (fact, lines, text) => (judges[fact.kind] ?? line)(fact, lines, text);
}
