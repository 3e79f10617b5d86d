/** As `Read` shows a file: numbered lines, from the first or a later one. */
export function numbered(text, from = 1, count = Infinity) {
  return text
    .replace(/\n$/, '')
    .split('\n')
    .slice(from - 1, from - 1 + count)
    .map((line, index) => `${String(from + index).padStart(6)}→${line}`)
    .join('\n');
}
