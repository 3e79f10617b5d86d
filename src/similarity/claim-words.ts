import { type Form, looksPresent, withoutInflection } from './inflection.js';
import { phrasesFrom } from './phrases.js';
import { representative } from './synonyms.js';

/** A word of a sentence as claims are compared by it. */
export interface ClaimWord {
  /** A stem, or the one that stands for its synonyms; a number or a name as it is written; a mark of punctuation. */
  readonly text: string;
  /** - `word`: of the language. - `literal`: a number, name, path, option or quotation. - `break`: a comma or a stronger mark. */
  readonly kind: 'word' | 'literal' | 'break';
  readonly form: Form;
}

const TOKEN =
  /`[^`\n]+`|"[^"\n]*"|“[^“”\n]*”|(?<![\p{L}\p{N}])'[^'\n]+'(?![\p{L}\p{N}])|[^\s`"“”(){}[\],;:]+(?::[^\s`"“”(){}[\],;:]+)*|[(){}[\],;:]/gu;
const MARK = /^[(){}[\],;:]$|^[-–—]+$/;
const NUMBER = /^[-+]?[$€£]?\d[\d.,]*$/;
const MEASURE = /^([-+]?\d[\d.,]*)-?([A-Za-zµ°%]+)$/;
const VERSION = /^v?\d+(?:\.\d+)+\S*$/;
/** Capitals inside, digits, or signs that no word of the language has. */
const NAME = /\p{Ll}\p{Lu}|^\p{Lu}{2,}s?$|[\d_/\\=<>@#$%&*+|~^]|^-|\w\.\w|^\.\w/u;

const UNITS = new Map(
  `ms millisecond milliseconds msec|s sec secs second seconds|min mins minute minutes|h hr hrs hour hours|d day days|
  B byte bytes|KB kB kilobyte kilobytes|MB megabyte megabytes|GB gigabyte gigabytes|TB terabyte terabytes|% percent|px pixel pixels|
  week weeks|month months|year years|time times|MHz|GHz|KiB|MiB|GiB`
    .split(/\|\s*/)
    .flatMap((unit) => unit.split(' ').map((name, _, names) => [name, names[0]!] as const)),
);

const NUMERALS = new Map(
  `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
  nineteen twenty`
    .split(/\s+/)
    .map((word, value) => [word, String(value)] as const),
);
'thirty forty fifty sixty seventy eighty ninety'.split(' ').forEach((word, at) => {
  NUMERALS.set(word, String(10 * (at + 3)));
});

/** Forms of verbs that carry no meaning of their own, each as one. */
const AUXILIARIES = new Map(
  Object.entries({
    am: 'be',
    is: 'be',
    are: 'be',
    were: 'was',
    has: 'have',
    does: 'do',
    which: 'that',
    who: 'that',
    whom: 'that',
    an: 'a',
  }),
);

/** The words of a sentence in their order. Linear. */
export function claimWords(sentence: string): readonly ClaimWord[] {
  const read = (sentence.match(TOKEN) ?? []).flatMap(wordsOf);
  const said = withPhrases(afterBe(withUnits(read)));
  const meant = said.map(meaningOf);
  const spellings = new Map<string, Set<string>>();
  said.forEach(({ text, kind }, at) => {
    if (kind === 'word') spellings.set(meant[at]!, (spellings.get(meant[at]!) ?? new Set()).add(text));
  });
  const isOneWord = (meaning: string) => MIXABLE.has(meaning) || spellings.get(meaning)?.size === 1;
  // A sentence that has two words of one sense tells them apart.
  return said
    .map(({ text, kind, form }, at) => ({
      text: isOneWord(meant[at]!) ? meant[at]! : text,
      kind,
      form,
    }))
    .filter(isNotVersionLabel);
}

/** Prose uses the same few thousand words again and again. Only short ones, which hold no larger text in memory. */
const known = new Map<string, readonly Raw[]>();
const MOST_KNOWN = { words: 20_000, letters: 12 };

function wordsOf(token: string): readonly Raw[] {
  const found = known.get(token);
  if (found) return found;
  const read = readToken(token);
  if (token.length > MOST_KNOWN.letters) return read;
  if (known.size >= MOST_KNOWN.words) known.clear();
  known.set(token, read);
  return read;
}

function readToken(token: string): readonly Raw[] {
  if (MARK.test(token)) return [{ text: token === ',' ? ',' : ';', kind: 'break', form: 'plain' }];
  const quoted = /^`(.+)`$/.exec(token)?.[1];
  if (quoted !== undefined) return isPlain(quoted) ? [literal(quoted)] : quoted.split(/\s+/).map(literal);
  if (/^["“']/.test(token)) return [literal(`"${token.slice(1, -1)}"`)];
  const bare = token.replaceAll('’', "'").replace(/[.!?…']+$/, '');
  if (bare === '') return [];
  return fromBare(bare);
}

type Raw = ClaimWord & { readonly spelled?: string };

function fromBare(bare: string): readonly Raw[] {
  const measure = MEASURE.exec(bare);
  const unit = measure && UNITS.get(measure[2]!);
  if (measure && unit) return [literal(plainNumber(measure[1]!)), literal(unit)];
  if (NUMBER.test(bare)) return [literal(plainNumber(bare))];
  if (VERSION.test(bare)) return [literal(bare.replace(/^v/, ''))];
  const lower = bare.toLowerCase();
  if (/^\p{Lu}{2,}$/u.test(bare) && EMPHASIZED.has(lower)) return fromBare(lower);
  if (NAME.test(bare)) return [literal(bare.replace(/(\p{Lu}{2})s$/u, '$1').replace(/'s$/, ''))];
  const contracted = /^(.+?)(n't|'(?:s|re|ve|ll|d|m))$/.exec(lower);
  if (contracted) return expanded(contracted[1]!, contracted[2]!);
  if (lower === 'cannot') return [...fromBare('can'), ...fromBare('not')];
  if (lower.includes('-')) return lower.split('-').filter(Boolean).flatMap(fromBare);
  const numeral = NUMERALS.get(lower);
  if (numeral) return [literal(numeral)];
  const auxiliary = AUXILIARIES.get(lower);
  if (auxiliary) return [word(auxiliary)];
  const { stem, form } = withoutInflection(lower);
  return [{ text: stem, kind: 'word', form, spelled: lower }];
}

/** Words that are written in capitals to stress them. */
const EMPHASIZED: ReadonlySet<string> = new Set(
  'must not never no all any only and or should may shall required optional always is are do'.split(' '),
);

function expanded(stem: string, ending: string): readonly Raw[] {
  if (ending === "n't") {
    const verb = { ca: 'can', wo: 'will', sha: 'shall' }[stem] ?? stem;
    return [...fromBare(verb), word('not')];
  }
  const isPronoun = /^(?:it|that|there|he|she|what|who|here|let)$/.test(stem);
  if (ending === "'s" && !isPronoun) return fromBare(stem);
  const verb = { "'s": 'be', "'re": 'be', "'m": 'be', "'ve": 'have', "'ll": 'will', "'d": 'would' }[ending]!;
  return [...fromBare(stem), word(verb)];
}

/** "30 seconds" is "30 s", but the second attempt is none. */
function withUnits(words: readonly Raw[]): readonly Raw[] {
  return words.map((read, at) => {
    const unit =
      read.spelled !== undefined && /\d$/.test(words[at - 1]?.text ?? '') && UNITS.get(read.spelled);
    return unit ? literal(unit) : read;
  });
}

/** Marks as past what looks like the present, where a form of `be` or `have` stands before it. */
function afterBe(words: readonly Raw[]): readonly Raw[] {
  let isAfter = false;
  return words.map((read) => {
    const isPast = isAfter && read.spelled !== undefined && looksPresent(read.spelled);
    if (!isPassedOver(read)) isAfter = isForm(read);
    return isPast ? { ...read, form: 'past' } : read;
  });
}

function isForm({ kind, text }: Raw): boolean {
  return kind === 'word' && /^(?:be|been|being|was|have|had)$/.test(text);
}

/** Whether a word may stand between an auxiliary and its verb. */
export function isPassedOver({ kind, text }: ClaimWord): boolean {
  return kind === 'word' && (PASSED_OVER.has(text) || text.endsWith('li'));
}

const PASSED_OVER: ReadonlySet<string> = new Set(
  'not never always also only often still no-longer'.split(' '),
);

function withPhrases(words: readonly Raw[]): readonly Raw[] {
  const replaced: Raw[] = [];
  for (let at = 0; at < words.length; ) {
    const first = words[at]!;
    const phrase =
      first.kind === 'break'
        ? undefined
        : phrasesFrom(first.text).find(({ rest }) =>
            rest.every((text, k) => words[at + k + 1]?.text === text),
          );
    if (!phrase) {
      replaced.push(first);
      at++;
      continue;
    }
    phrase.replacement.forEach((text, k) => {
      replaced.push({ ...word(text), form: k === 0 ? first.form : 'plain' });
    });
    at += phrase.rest.length + 1;
  }
  return replaced;
}

/** What quantifiers, conditions and modals stand for: nothing in a sentence is told apart by them. */
const MIXABLE: ReadonlySet<string> = new Set(['all', 'if', 'can', 'must']);

/** What stands for a word and its synonyms. */
function meaningOf({ text, kind }: Raw, at: number, all: readonly Raw[]): string {
  const next = all[at + 1];
  // "Since" dates, and "may not" leaves open what "cannot" rules out.
  const isOwn = (text === 'since' && next?.kind === 'literal') || (text === 'may' && next?.text === 'not');
  return kind !== 'word' || isOwn ? text : representative(text);
}

/** "In version 2.4" is "in 2.4". */
function isNotVersionLabel({ text }: ClaimWord, at: number, all: readonly ClaimWord[]): boolean {
  const next = all[at + 1];
  return !(/^(?:version|releas)$/.test(text) && next?.kind === 'literal' && VERSION.test(next.text));
}

function plainNumber(text: string): string {
  const plain = text.replace(/[.,]+$/, '');
  return /^[-+]?[$€£]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(plain) ? plain.replaceAll(',', '') : plain;
}

function isPlain(quoted: string): boolean {
  return !/\s/.test(quoted);
}

function word(text: string): Raw {
  return { text, kind: 'word', form: 'plain' };
}

function literal(text: string): Raw {
  return { text, kind: 'literal', form: 'plain' };
}
