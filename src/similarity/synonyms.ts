import { withoutInflection } from './inflection.js';

/**
 * Words that may stand for each other in technical prose wherever they stand, one sense between blanks. Written with care for
 * what is not here: no opposites, no narrower or wider words (`copy` and `move`, `error` and `warning`, `deprecate` and
 * `remove` state different things), no word that has another sense in which it would be wrong.
 */
const SYNONYMS = `
all|every|each several|multiple many|numerous about|approximately|roughly|approx almost|nearly
only|solely|exclusively|merely also|too|additionally|furthermore|moreover because|since if|when|whenever
although|though until|till after|once while|whilst so|thus|hence|therefore|consequently but|however in|inside
on|upon with|using|via|through can|may must|shall exactly|precisely
usually|typically|normally|generally|commonly often|frequently sometimes|occasionally rarely|seldom
immediately|instantly currently|presently previous|preceding|prior next|following subsequent|later|newer
same|identical wrong|incorrect|erroneous correct|proper mandatory|obligatory|compulsory
necessary|needed|required main|principal large|big|huge larger|bigger|greater largest|biggest small|little|tiny
smaller|littler fast|quick|rapid|speedy faster|quicker simple|easy simpler|easier difficult|hard entire|whole
absent|missing empty|blank obsolete|outdated start|begin|commence|launch stop|halt|cease
finish|complete|conclude|end exit|quit try|attempt show|display remove|delete|erase fetch|retrieve|obtain|get
store|save keep|retain|preserve send|transmit use|utilize|utilise|employ choose|select|pick
change|modify|alter|modification run|execute call|invoke|invocation throw|raise compute|calculate
verify|check|validate ensure|guarantee|assure need|require allow|permit|let forbid|prohibit|disallow
reject|refuse|decline discard|drop cancel|abort pause|suspend resume|continue convert|transform split|divide
happen|occur contain|include|comprise provide|supply|offer enable|activate disable|deactivate
reduce|decrease|diminish improve|enhance accelerate|speed depend|rely affect|influence inform|notify
cause|trigger fix|repair|resolve describe|explain find|locate|spot surround|enclose|wrap build|construct
create|generate|produce assign|allocate await|wait rebuild|reconstruct introduce|add examine|inspect
monitor|observe|watch folder|directory|dir repository|repo configuration|config documentation|docs|doc
application|app database|db environment|env parameter|param|argument|arg option|flag|switch|setting
function|func element|item identifier|id information|info specification|spec character|char picture|image
amount|quantity count|number kind|type result|outcome response|reply|answer usage|consumption space|room
revert|undo bug|defect problem|issue machine|computer website|site maximum|max minimum|min temporary|temp
administrator|admin statistics|stats memory|ram synchronization|sync developer|programmer goal|aim|purpose
manner|way probability|likelihood hyperlink|link accurate|precise additional|extra authorization|authorisation
behavior|behaviour color|colour compatible|interoperable completely|entirely|fully|wholly concerning|regarding
concurrently|simultaneously consecutive|successive continuously|constantly customize|customise|tailor
detailed|thorough disk|disc easily|readily endless|infinite enough|sufficient identify|recognize|recognise
impossible|infeasible inadvertently|accidentally|unintentionally indefinitely|forever initially|originally
initialize|initialise insufficient|inadequate intermittent|sporadic lengthy|long license|licence
minimize|minimise maximize|maximise normalize|normalise obvious|evident optimize|optimise organize|organise
possibly|perhaps|maybe progressively|gradually readable|legible recommend|advise|suggest reliable|dependable
separately|individually serialize|serialise shorten|abbreviate suddenly|abruptly suitable|appropriate
superfluous|redundant|unnecessary unchanged|unmodified|unaltered unexpectedly|surprisingly vanish|disappear
complicated|complex quickly|rapidly|swiftly extend|expand gather|collect particular|specific
detect|discover|notice typical|usual useful|helpful reside|live|lie restrict|limit exceed|surpass grow|increase
essential|crucial|vital delay|postpone|defer work|operate help|assist|aid center|centre favor|favour
total|overall prevent|preclude bypass|circumvent distinct|separate important|significant similar|comparable
want|wish regenerate|recreate merge|combine plaintext|cleartext whitelist|allowlist blacklist|denylist
deletion|removal creation|generation leftover|remaining afterwards|subsequently correctly|properly
comprehensive|exhaustive conceal|hide dangerous|risky|hazardous anticipate|expect phase|stage
regularly|periodically silently|quietly shut|close strange|odd|weird vary|differ modification|change
recently|lately upcoming|forthcoming
`;

const REPRESENTATIVES = new Map(
  SYNONYMS.trim()
    .split(/\s+/)
    .flatMap((sense) => {
      const [first, ...others] = sense.split('|').map((word) => withoutInflection(word).stem);
      return others.map((other) => [other, first!] as const);
    }),
);

/** The one word of its sense that stands for a stem; the stem itself if it has no synonyms here. */
export function representative(stem: string): string {
  const next = REPRESENTATIVES.get(stem) ?? stem;
  return REPRESENTATIVES.get(next) ?? next;
}
