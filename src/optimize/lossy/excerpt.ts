import type { Atom } from './atoms.js';

/** Letters that a gap must be longer than its note. */
const MIN_SAVED = 12;

export interface Excerpt {
  readonly text: string;
  readonly left: Left;
}

interface Left {
  /** Lines of which nothing is shown. */
  readonly lines: number;
  /** Atoms that are not shown, those of these lines among them. */
  readonly atoms: number;
}

/**
 * What is kept of a text, in its order, with `…` where sentences went and `… 12 lines` where lines did; a gap that is
 * hardly longer than its note is not made. Linear.
 *
 * @param atoms all of the text
 * @param isKept by an atom's number
 */
export function excerptOf(text: string, atoms: readonly Atom[], isKept: (atom: number) => boolean): Excerpt {
  const pieces: string[] = [];
  const left = { lines: 0, atoms: 0 };
  for (let at = 0; at < atoms.length; ) {
    const kept = isKept(at);
    let end = at + 1;
    while (end < atoms.length && isKept(end) === kept) end++;
    const [start, stop] = [atoms[at]!.start, atoms[end - 1]!.end];
    const note = kept ? undefined : noteOn(atoms, at, end);
    if (note && stop - start >= note.text.length + MIN_SAVED) {
      pieces.push(note.text);
      left.lines += note.lines;
      left.atoms += end - at;
    } else pieces.push(text.slice(start, stop));
    at = end;
  }
  return { text: pieces.join(''), left };
}

/** What stands for the atoms from one up to another. */
function noteOn(
  atoms: readonly Atom[],
  from: number,
  to: number,
): { readonly text: string; readonly lines: number } {
  const [first, last] = [atoms[from]!, atoms[to - 1]!];
  const beginsInside = atoms[from - 1]?.line === first.line;
  const endsInside = atoms[to]?.line === last.line;
  if (first.line === last.line && (beginsInside || endsInside)) {
    return { text: endsInside ? '… ' : '…\n', lines: 0 };
  }
  const lines = last.line - first.line + 1 - Number(beginsInside) - Number(endsInside);
  const whole = lines > 0 ? `… ${lines} ${lines === 1 ? 'line' : 'lines'}\n` : '';
  return { text: (beginsInside ? '…\n' : '') + whole + (endsInside ? '… ' : ''), lines };
}
