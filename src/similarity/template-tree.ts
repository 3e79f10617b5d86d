/** Tells lines apart by the statement that printed them. */
export interface TemplateTree {
  /**
   * @param template the line's `lineTemplate`
   * @param family only lines of one family are ever of one kind
   * @returns the number of the line's kind, from 0 in order of first appearance
   */
  add(template: string, family: string): number;
}

export interface TreeOptions {
  /** Share of the words that lines of a kind have in common, above 0 and up to 1. At 1 templates are equal. */
  readonly threshold: number;
}

/** Words of a kind; undefined where its lines differ. */
type Kind = { readonly number: number; readonly words: (string | undefined)[] };

/** Leading words, numbers not counted, in which lines of a kind agree: the depth of the tree. */
const LEADING = 1;
/** Words that lines of a kind have in common at least. */
const MIN_COMMON = 2;
/** Kinds that a line is compared with, so that a text of nothing but different lines takes linear time. */
const MOST_COMPARED = 40;

/** What a template's words are: all between blanks and the marks that lines put around values. */
export const TEMPLATE_WORDS = /(?:[^\s=,;()[\]{}<>"'|]|(?<=\d),(?=\d))+/g;

/**
 * Drain (P. He et al., "Drain: An Online Log Parsing Approach with Fixed Depth Tree", ICWS 2017): a line is led by the marks
 * between its words (and so by their number) and by its leading words to a few kinds, and joins the one that it has most
 * words in common with; where they differ the kind has a wildcard from then on. Close to linear in the length of the lines.
 */
export function createTemplateTree({ threshold }: TreeOptions): TemplateTree {
  const known = new Map<string, number>();
  const leaves = new Map<string, Kind[]>();
  let size = 0;

  function place(template: string, family: string): number {
    if (threshold === 1) return size++;
    const words: string[] = template.match(TEMPLATE_WORDS) ?? [];
    const marks = template.replace(TEMPLATE_WORDS, '');
    const leading = words.filter((word) => !word.includes('#')).slice(0, LEADING);
    const path = [family, marks, ...leading].join('\n');
    const leaf = leaves.get(path) ?? [];
    leaves.set(path, leaf);
    const kind = mostAlike(leaf, words, threshold);
    if (!kind) {
      if (leaf.length < MOST_COMPARED) leaf.push({ number: size, words });
      return size++;
    }
    for (const [at, word] of words.entries()) if (kind.words[at] !== word) kind.words[at] = undefined;
    return kind.number;
  }

  return {
    add(template, family) {
      const key = `${family}\n${template}`;
      const number = known.get(key) ?? place(template, family);
      known.set(key, number);
      return number;
    },
  };
}

function mostAlike(kinds: readonly Kind[], words: readonly string[], threshold: number): Kind | undefined {
  let best: Kind | undefined;
  let most = 0;
  for (const kind of kinds) {
    let common = 0;
    let compared = 0;
    for (let at = 0; at < words.length; at++) {
      const word = words[at]!;
      if (!HAS_LETTERS.test(word)) continue;
      compared++;
      if (word === kind.words[at]) common++;
    }
    if (common > most && common >= MIN_COMMON && common >= threshold * compared)
      [best, most] = [kind, common];
  }
  return best;
}

const HAS_LETTERS = /\p{L}{2}/u;
