import type { BlockFacts } from '../scan/block-symbol.js';

const METHOD = /^(?:(?:hidden|static)\s+|\[[^()]*\]\s*)*(\w+)\s*\(/i;
const PROPERTY = /^(?:(?:hidden|static)\s+|\[(?:[^[\]]|\[[^\]]*\])*\]\s*)*\$(\w+)/i;

/** What a statement in a class defines. */
export function classMember(head: string, type: string): BlockFacts | undefined {
  const exported = !/(?:^|\s)hidden\s/i.test(head.slice(0, 200));
  const property = PROPERTY.exec(head)?.[1];
  if (property !== undefined) return { kind: 'property', name: property, exported };
  const name = METHOD.exec(head)?.[1];
  return name === undefined ? undefined : { kind: name === type ? 'constructor' : 'method', name, exported };
}

/** What a statement in an enum defines. */
export function enumMember(head: string): BlockFacts | undefined {
  const name = /^\w+/.exec(head)?.[0];
  return name === undefined ? undefined : { kind: 'constant', name, exported: true };
}
