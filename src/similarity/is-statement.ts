/** Words below which a sentence states too little to be told from another. */
const MIN_WORDS = 4;

const DEMAND =
  /\b(?:must|shall|never|do not|don['’]t|please|make sure|be sure|remember to|important|caution|warning|attention|mandatory|forbidden|prohibited)\b|\byou(?:['’]ll)? (?:should|need|have to|ought|may not|can ?not|can['’]t|shouldn['’]t|are (?:not )?(?:required|expected|allowed|supposed))\b/i;

/** Verbs with which a sentence tells its reader to do something. */
const IMPERATIVES = new Set(
  `add allow always apply ask assume avoid be begin build call cancel change check choose clean clear click clone close commit
  compare compile configure confirm connect consider contact continue convert copy create declare define delete deploy describe
  disable download drop edit enable ensure enter escape execute export fetch file find fix follow generate get give go grant handle
  have hold import include increase insert inspect install invoke keep leave let limit list load log look make mark merge mind modify
  mount move name note open override pass paste pick place point press prefer print provide publish pull push put raise read rebuild
  record reduce refer reload remember remove rename replace report rerun reset restart restore retry return review rewrite run save say
  search see select send set share show skip sort specify split start stop store submit supply switch take tell test treat try turn
  type uninstall unset update upgrade upload use validate verify visit wait watch wrap write`.split(/\s+/),
);

/**
 * Whether a sentence says how something is, and to no one in particular: no question, no exclamation, nothing that tells its
 * reader what to do or to leave. Two demands are never taken for one. Errs on the side of no.
 */
export function isStatement(sentence: string): boolean {
  const first =
    /^(?:[-*+•] |\d{1,3}[.)] )?(?:(?:then|now|first|next|finally|instead|also|to [^,]{1,80}|(?:if|when|before|after|once) [^,]{1,120}),? )?([a-z'’]+)/i.exec(
      sentence,
    )?.[1];
  return (
    sentence.endsWith('.') &&
    !DEMAND.test(sentence) &&
    !IMPERATIVES.has((first ?? '').toLowerCase()) &&
    sentence.trim().split(/\s+/).length >= MIN_WORDS
  );
}

const DANGLING =
  /^(?:it|they|he|she|this|that|these|those|such|here|(?:both|either|neither|one|each|others?|another)(?= (?:is|are|was|were|has|have|can|will|of (?:them|these|those))\b)|the (?:same|latter|former|following|above|others?)|in (?:this|that|these|those|such|both|either) |(?:but|and|or|so|also|however|therefore|thus|hence|then|otherwise|instead|still|similarly|likewise|additionally|furthermore|moreover|conversely|for (?:example|instance|this)|as (?:a result|above|before|such|well))\b)\b/i;

/** Whether a sentence can be understood without the one before it. */
export function standsAlone(sentence: string): boolean {
  return !DANGLING.test(sentence) && !/\b(?:above|below|former|latter|aforementioned)\b/i.test(sentence);
}

/** Whether a sentence names what it speaks of: code, a file, an option, something written with capitals. */
export function namesSomething(sentence: string): boolean {
  return /[`"]|\w[/_]\w|\w\.\w|(?:^|\s)--?[a-z]|[a-z][A-Z]|\S\s+(?:\w+-)?[A-Z][\w-]+/.test(sentence);
}
