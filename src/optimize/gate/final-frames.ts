/** Words by which a frame of a progress line is known; shorter ones may be units. */
const WORDS = /\p{L}{4,}/gu;

/**
 * A text without those states of a progress line that the next state, after a carriage return, draws over and says
 * again: `Fetching 10 %`, `Fetching 20 %`. Other text before a carriage return stays, as do `\r\n` line ends.
 */
export function finalFrames(text: string): string {
  if (!/\r(?!\n)/.test(text)) return text;
  return text
    .split('\n')
    .map((line) => {
      if (!line.includes('\r')) return line;
      const frames = line.split(/\r+/);
      const kept: string[] = [];
      let next = new Set<string>();
      for (const frame of frames.reverse()) {
        const words = frame.match(WORDS) ?? [];
        const isDrawnOver = kept.some((later) => later !== '') && words.every((word) => next.has(word));
        if (isDrawnOver) continue;
        kept.push(frame);
        next = new Set(words);
      }
      return kept.reverse().join('\r');
    })
    .join('\n');
}
