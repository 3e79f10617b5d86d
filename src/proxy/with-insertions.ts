/** Text to stand in a body's bytes before the one at `at`. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** The body with texts put in, and every byte that it has. Where several stand at one place, they do so in their order. */
export function withInsertions(body: Buffer, insertions: readonly Insertion[]): Buffer {
  const pieces: Buffer[] = [];
  let copied = 0;
  for (const { at, text } of insertions.toSorted((a, b) => a.at - b.at)) {
    pieces.push(body.subarray(copied, at), Buffer.from(text));
    copied = at;
  }
  return Buffer.concat([...pieces, body.subarray(copied)]);
}
