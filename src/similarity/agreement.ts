/** What two texts can disagree in although nearly all their words are the same. */
export type Aspect = 'numbers' | 'negations' | 'paths' | 'identifiers' | 'quotations';

/**
 * The aspects in which two texts state different things; none if they agree. Similarity alone merges opposites
 * ("enable 2FA", "disable 2FA"), so near copies may stand for each other only where this is empty. Order and
 * repetition do not matter. Linear in the length of the texts.
 *
 * - numbers: with sign and unit. - negations: `not`, `never`, `n't`, `disable`, … - paths: a word with a slash.
 * - identifiers: a word with a capital inside, an underscore, a dot, or letters and digits mixed; an option, as `--force`.
 * - quotations: what stands between a pair of the same quotes on one line.
 */
export function disagreements(a: string, b: string): readonly Aspect[] {
  const [left, right] = [claimsOf(a), claimsOf(b)];
  return ASPECTS.filter((aspect) => !sameMembers(left[aspect], right[aspect]));
}

const ASPECTS: readonly Aspect[] = ['numbers', 'negations', 'paths', 'identifiers', 'quotations'];

const QUOTATION = /"[^"\n]*"|'[^'\n]*'|`[^`\n]*`/g;
const WORD = /[^\s"'`()<>[\]{},;=]+(?:'t\b)?/g;
const NUMBER = /^[-+]?[$€£]?\d[\d.,:_]*$/;
const NUMBER_WITH_UNIT = /^[-+]?[$€£]?\d[\d.,]*(?:%|[A-Za-zµ°]{1,4}(?:\/s)?)$/;
const UNIT = /^(?:%|[a-zµ°]{1,3}|[KMGT]i?B|bytes?|seconds?|minutes?|hours?|days?|tokens?)(?:\/s)?$/;
const NEGATION =
  /^(?:no|not|never|none|nothing|neither|nor|without|cannot|\w+n['’]t|disabled?|disables|disallow(?:ed|s)?|den(?:y|ied|ies)|forbid(?:s|den)?|exclud(?:e|es|ed)|absent|false|off|fail(?:s|ed)?)$/i;
const IDENTIFIER = /[a-z][A-Z]|_|\w\.\w|[A-Za-z]\d|\d[A-Za-z]|^--?[A-Za-z]/;

type Claims = Readonly<Record<Aspect, ReadonlySet<string>>>;

function claimsOf(text: string): Claims {
  const claims = {
    numbers: new Set<string>(),
    negations: new Set<string>(),
    paths: new Set<string>(),
    identifiers: new Set<string>(),
    quotations: new Set(text.match(QUOTATION)),
  };
  const words = (text.match(WORD) ?? []).map((word) => word.replace(/[.:!?]$/, ''));
  words.forEach((word, at) => {
    if (NUMBER.test(word)) {
      const unit = words[at + 1] ?? '';
      claims.numbers.add(UNIT.test(unit) ? word + unit : word);
    } else if (NUMBER_WITH_UNIT.test(word)) claims.numbers.add(word);
    else if (NEGATION.test(word)) claims.negations.add(word.toLowerCase());
    else if (/[/\\]/.test(word)) claims.paths.add(word);
    else if (IDENTIFIER.test(word)) claims.identifiers.add(word);
  });
  return claims;
}

function sameMembers(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((member) => b.has(member));
}
