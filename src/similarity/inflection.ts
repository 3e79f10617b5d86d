/** A word without its inflection. */
export interface Inflected {
  readonly stem: string;
  /** `past`: a past tense or a past participle, which is what tells `is called` from `calls`. `ing`: a gerund. */
  readonly form: Form;
}

export type Form = 'plain' | 'past' | 'ing';

/** Verbs whose past forms are not made with `-ed`: present, then every past form that differs from it. */
const IRREGULAR = `begin began begun|break broke broken|bring brought|build built|buy bought|catch caught|choose chose chosen|
come came|deal dealt|draw drew drawn|drive drove driven|fall fell fallen|feed fed|find found|forget forgot forgotten|freeze froze frozen|
get got gotten|give gave given|go went gone|grow grew grown|hang hung|hear heard|hide hid hidden|hold held|keep kept|know knew known|
lead led|leave left|lend lent|lose lost|make made|mean meant|meet met|override overrode overridden|overwrite overwrote overwritten|
pay paid|rebuild rebuilt|resend resent|rewrite rewrote rewritten|ride rode ridden|rise rose risen|run ran|say said|see saw seen|
seek sought|sell sold|send sent|show shown|shrink shrank shrunk|shut|speak spoke spoken|spend spent|split|stand stood|steal stole stolen|
stick stuck|take took taken|teach taught|tell told|think thought|throw threw thrown|understand understood|undo undid undone|wake woke woken|
win won|withdraw withdrew withdrawn|write wrote written`;

/** Past forms that look like the present: taken for past only behind a form of `be` or `have`. */
const UNCHANGED =
  'become come cost cut hit hurt let overrun put quit read reread reset run set shut split spread';

const PAST = new Map(
  IRREGULAR.split(/\|\n?/).flatMap((verb) => {
    const [present, ...past] = verb.split(' ') as [string, ...string[]];
    return past.map((form) => [form, present] as const);
  }),
);

const AMBIGUOUS: ReadonlySet<string> = new Set(UNCHANGED.split(' '));

/** Words that only look inflected. */
const FIXED: ReadonlySet<string> = new Set(
  `this these those does always unless across during nothing something anything everything using less perhaps thus
  besides regardless indeed instead following setting including being have since still hundred
  shed shred embed sacred`.split(/\s+/),
);

/** Whether a word's past participle looks like its present. */
export function looksPresent(word: string): boolean {
  return AMBIGUOUS.has(word);
}

/**
 * Takes the endings of English inflection off, and no others: plurals, `-s`, `-ing`, `-ed`. So `closes`, `closing` and
 * `closed` share a stem, while `closer` and `closure` have their own: derived words mean something else. After the first
 * step of M. F. Porter, "An algorithm for suffix stripping" (1980). Two forms of one word give one stem; it need not be a word.
 *
 * @param word lower case
 */
export function withoutInflection(word: string): Inflected {
  const present = PAST.get(word);
  if (present !== undefined) return { stem: withoutSilentEnd(present), form: 'past' };
  if (word.length < 4 || FIXED.has(word) || !/^[a-z]+$/.test(word)) return { stem: word, form: 'plain' };
  if (word.endsWith('ied') && word.length > 4) return { stem: `${word.slice(0, -3)}i`, form: 'past' };
  const past = /[aeiouy][a-z]*ed$/.test(word) && !word.endsWith('eed');
  const gerund = /^([a-z]*[aeiouy][a-z]*)ings?$/.exec(word)?.[1];
  const root = past ? word.slice(0, -2) : (gerund ?? withoutPlural(word));
  return {
    stem: withoutSilentEnd(past || gerund ? undoubled(root) : root),
    form: past ? 'past' : gerund ? 'ing' : 'plain',
  };
}

function withoutPlural(word: string): string {
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|zz)es$/.test(word)) return word.slice(0, -2);
  return /(?:[^s]s)$/.test(word) && !/(?:us|is)$/.test(word) ? word.slice(0, -1) : word;
}

function undoubled(root: string): string {
  return /([bdfgklmnprtv])\1$/.test(root) ? root.slice(0, -1) : root;
}

/** `close` and `clos`, `copy` and `copi`, `fill` and `fil` are one. */
function withoutSilentEnd(word: string): string {
  if (word.length < 4) return word;
  const plain = undoubled(word.endsWith('e') ? word.slice(0, -1) : word);
  return plain.endsWith('y') && !/[aeiou]y$/.test(plain) ? `${plain.slice(0, -1)}i` : plain;
}
