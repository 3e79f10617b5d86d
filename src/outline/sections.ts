import type { OutlineSymbol } from './outline.js';

/** A heading of a document; lines are 1-based. */
export interface Heading {
  /** 1 for the highest. */
  readonly level: number;
  readonly name: string;
  readonly signature: string;
  readonly startLine: number;
  /** Its last line, which is another for one that is underlined. */
  readonly lastLine: number;
}

interface Section {
  readonly heading: Heading;
  readonly children: Section[];
  endLine: number;
}

/** Each heading with the lines of its section, the sections below it as children. */
export function sections(headings: readonly Heading[], lines: number): OutlineSymbol[] {
  const roots: Section[] = [];
  const open: Section[] = [];
  for (const next of headings) {
    while (open.length > 0 && open.at(-1)!.heading.level >= next.level)
      open.pop()!.endLine = next.startLine - 1;
    const section = { heading: next, children: [], endLine: lines };
    (open.at(-1)?.children ?? roots).push(section);
    open.push(section);
  }
  return roots.map(symbolOf);
}

/** At most as deep as there are levels of headings. */
function symbolOf({
  heading: { name, signature, startLine, lastLine },
  children,
  endLine,
}: Section): OutlineSymbol {
  const textEnd = children[0] ? children[0].heading.startLine - 1 : endLine;
  return {
    kind: 'heading',
    name,
    signature,
    startLine,
    endLine,
    elided: textEnd - lastLine,
    exported: false,
    children: children.map(symbolOf),
  };
}
