import { defineCriticalFacts } from '../fact.js';
import { collapse, headsOf } from '../gate/plain-text.js';

/** What marks a statement in a list, a quotation or Markdown. */
const MARKS = /^(?:[-*>\s]|\d{1,3}[.)] )*/;
const DEMAND =
  /^(?:(?:very )?(?:important|critical|caution|attention)(?: note)?\s*[:!] *\S|(?:never|do not|don['’]t|you (?:must|should|may not|shall)|always|please|make sure|remember to|be sure to)\s+\S+\s+\S)/i;

const CUE =
  /important|critical|caution|attention|never|do not|don['’]t|you |always|please|make sure|be sure|remember|<system/i;

/**
 * What a text tells its reader to do or to leave: a line that begins as a demand (`IMPORTANT: …`, `Never …`, `You must …`), or
 * stands in a `<system-reminder>`. In lower case, without marks.
 */
export const instruction = defineCriticalFacts({
  name: 'instruction',
  *find(plain) {
    if (!CUE.test(plain)) return;
    let reminder: number | undefined;
    for (const [at, line] of headsOf(plain).entries()) {
      const said = line
        .replace(/\*\*|<\/?system-reminder>/g, '')
        .replace(MARKS, '')
        .trimEnd();
      if (line.includes('<system-reminder>')) reminder = at;
      if (said !== '' && (reminder !== undefined || DEMAND.test(said))) {
        yield [collapse(said, 240).toLowerCase(), reminder ?? at, at];
      }
      if (line.includes('</system-reminder>')) reminder = undefined;
    }
  },
});
