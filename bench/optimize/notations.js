// The notations in which an output may say the same in fewer words, undone: what a reader of it would understand.
import { unfolded } from './folds.js';
import { plain } from './rules/alarm.js';

/** A text without terminal codes; in JSON and in tables what escapes mean; paths and phrases whole; lines told as one apart. */
export function decode(written) {
  const text = withPhrases(written);
  const isEscaped = /^\s*(?:\{\s*["}]|\[\s*["{[\d\]])/.test(text) || text.includes('<table ');
  return unfolded(withPaths(plain(isEscaped ? unescaped(text) : text)));
}

/**
 * Lines that say which letter stands for what, as in `α = "INFO [main] "`, below one that says so, up to a blank line. Above them
 * may stand a note of what was taken out.
 */
const LEGEND = /^(\[[^\n]*\]\n)?[^\n]*:\n((?:\p{Script=Greek} = "[^\n]*"\n)+)\n/u;

function withPhrases(text) {
  const legend = LEGEND.exec(text);
  if (!legend) return text;
  const phrases = new Map(
    legend[2].split('\n').map((line) => [line[0], line.slice('α = "'.length, -'"'.length)]),
  );
  const [all, note = ''] = legend;
  const body = text.slice(all.length);
  return note + body.replace(/\p{Script=Greek}/gu, (letter) => phrases.get(letter) ?? letter);
}

/** A line that names a path's beginning once, as in `…/ = /home/me/project/`; what it stands for ends as it does. */
const ALIAS = /^(?=\S*[^\w\s])(\S{1,12}) = (\S*[/\\]\S*)$/gm;
/**
 * A line with which those that follow begin, up to the next such line, `…` alone or a blank one: `src/a.ts:…`. Where words
 * stand before it in those lines, it has a `…` for each: `… src/…` above ` 12 a.ts`.
 */
const HEAD = /^\s*((?:… ){0,2})([^\s…]{1,400}[/\\:]|[^\s…]{1,400}\.\w{1,10})…$/;

function withPaths(text) {
  const whole = [...text.matchAll(ALIAS)].reduce(
    (result, [, name, path]) => result.replaceAll(name, path),
    text,
  );
  if (!whole.includes('…')) return whole;
  let [head, words] = ['', 0];
  return whole
    .split('\n')
    .map((line) => {
      const opens = HEAD.exec(line);
      if (opens || line.trim() === '…' || line.trim() === '') {
        [head, words] = opens ? [opens[2], opens[1].length / 2] : ['', 0];
        return line;
      }
      const before = words === 0 ? '' : (line.match(new RegExp(`^(?:\\s*\\S+\\s+){${words}}`))?.[0] ?? '');
      return before + head + line.slice(before.length);
    })
    .join('\n');
}

const ESCAPES = { n: '\n', r: '\n', t: '\t', b: '', f: '' };

export function unescaped(text) {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code, letter) =>
    code ? String.fromCharCode(Number.parseInt(code, 16)) : (ESCAPES[letter] ?? letter),
  );
}
