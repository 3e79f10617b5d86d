/** Controls that mean nothing to a terminal: not bell, backspace, tab, line and form feeds, carriage return, shift in, escape. */
const STRAY = /[\0-\x06\x0e\x10-\x1a\x1c-\x1f]/g;

/** UTF-16 code units that are looked at together: some of a file may stand in the midst of a log. */
const WINDOW = 1000;

/** One stray control in so many code units is no accident; random bytes have four. */
const RARE = 50;

/**
 * Whether bytes that are no text stand in a text, as after `cat image.png`. What looks like a terminal code or a blank at
 * a line's end is none there, and cannot be told from the rest once it is gone. Linear.
 */
export function holdsBinary(text: string): boolean {
  if (text.search(STRAY) < 0) return false;
  for (let at = 0; at < text.length; at += WINDOW) {
    // The last one begins earlier, so that none is short: a single control would be many there.
    const window = text.slice(Math.max(0, Math.min(at, text.length - WINDOW)), at + WINDOW);
    const strays = window.match(STRAY)?.length ?? 0;
    if (strays * RARE >= window.length) return true;
  }
  return false;
}
