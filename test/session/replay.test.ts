import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partsOf, withParts } from '../../src/context/context.js';
import { anthropicMessages } from '../../src/formats/anthropic-messages.js';
import { byteOffsets, replay } from '../../src/session/replay.js';
import { anthropicBodies } from '../formats/arbitrary-bodies.js';

describe('replay', () => {
  it('is what the format would encode, to the byte', () => {
    fc.assert(
      fc.property(
        anthropicBodies,
        fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }),
        (body, texts) => {
          // Lone surrogates have no UTF-8: no request can hold one but in an escape.
          fc.pre(Buffer.from(body).toString() === body);
          const context = anthropicMessages.decode(body);
          const parts = partsOf(context)
            .filter(({ editable }) => editable)
            .sort((a, b) => a.source.start - b.source.start);
          const places = byteOffsets(
            body,
            parts.map(({ source }) => source),
          );
          const edits = places.map((place, at) => ({ ...place, text: texts[at % texts.length]! }));
          const byId = new Map(parts.map(({ id }, at) => [id, edits[at]!.text]));
          const changed = withParts(
            context,
            partsOf(context).map((part) => ({ ...part, text: byId.get(part.id) ?? part.text })),
          );
          const isSame = parts.every(({ id, text }) => byId.get(id) === text);
          fc.pre(!isSame);
          const wanted = anthropicMessages.decode(anthropicMessages.encode(body, changed));
          const replayed = anthropicMessages.decode(replay(Buffer.from(body), edits).toString());
          expect(partsOf(replayed).map(({ text }) => text)).toEqual(partsOf(wanted).map(({ text }) => text));
        },
      ),
    );
  });

  it('gives the very body back where nothing is to be replaced', () => {
    const body = Buffer.from('{}');
    expect(replay(body, [])).toBe(body);
  });

  it('counts places in bytes', () => {
    const text = '\ufeff{"é":"🙂","b":"x"}';
    const [face, x] = byteOffsets(text, [
      { start: text.indexOf('"🙂'), end: text.indexOf(','), encoding: 'json-string' },
      { start: text.indexOf('"x'), end: text.indexOf('}'), encoding: 'json-string' },
    ]);
    const bytes = Buffer.from(text);
    expect(bytes.toString('utf8', face!.start, face!.end)).toBe('"🙂"');
    expect(bytes.toString('utf8', x!.start, x!.end)).toBe('"x"');
    expect(
      replay(bytes, [
        { ...face!, text: '"' },
        { ...x!, text: 'é' },
      ]).toString(),
    ).toBe('\ufeff{"é":"\\"","b":"é"}');
  });
});
