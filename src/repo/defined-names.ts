import type { GraphFile } from './file-graph.js';

/** In place of a name that no file defines. */
export const UNKNOWN = -1;

/** The names that files define, each by a number, so that millions of mentions are looked up once. */
export interface DefinedNames {
  readonly names: ReadonlyMap<string, number>;
  /** By name, the files that define it. */
  readonly definers: readonly (readonly number[])[];
  /** By name, how many files define it, those counted whose fields bear it. */
  readonly sharers: Uint32Array;
  /** By name, how much a mention tells, from 0 to 1. */
  readonly tellings: Float64Array;
  /** The names that all files' references mention, file by file, in their order. */
  readonly mentions: Int32Array;
}

/** A name that more files define says nothing of which is meant. */
const MOST_DEFINERS = 24;

export function definedNames(files: readonly GraphFile[]): DefinedNames {
  const names = new Map<string, number>();
  const definers: number[][] = [];
  for (const [file, { definitions }] of files.entries()) {
    for (const name of definitions) {
      const known = names.get(name);
      if (known === undefined) {
        names.set(name, definers.length);
        definers.push([file]);
      } else if (definers[known]!.at(-1) !== file) definers[known]!.push(file);
    }
  }
  const sharers = Uint32Array.from(definers, (own) => own.length);
  for (const { fields } of files) {
    for (const name of fields) {
      const known = names.get(name);
      if (known !== undefined) sharers[known]!++;
    }
  }
  const mentions = new Int32Array(files.reduce((sum, { references }) => sum + references.length, 0));
  const mentioners = new Uint32Array(names.size);
  let next = 0;
  for (const { references } of files) {
    for (const [name] of references) {
      const id = names.get(name) ?? UNKNOWN;
      mentions[next++] = id;
      if (id !== UNKNOWN) mentioners[id]!++;
    }
  }
  const tellings = new Float64Array(names.size);
  for (const [name, id] of names) {
    const some = sharers[id]!;
    if (some > MOST_DEFINERS || mentioners[id] === 0) continue;
    tellings[id] = (rarity(mentioners[id]!, files.length) * distinction(name)) / Math.sqrt(some);
  }
  return { names, definers, sharers, tellings, mentions };
}

/** Less the more files mention it, as in inverse document frequency: from 1 down. */
function rarity(mentioners: number, files: number): number {
  return Math.log(1 + files / mentioners) / Math.log(1 + files);
}

/** How likely one name means one thing: made of several words it does, private ones are not for others. */
function distinction(name: string): number {
  if (name.length < 3) return 0.1;
  if (name.startsWith('_') || name.startsWith('#')) return 0.2;
  return isTelling(name) ? 1 : /^[A-Z]/.test(name) ? 0.7 : 0.4;
}

/** Whether a name is made of several words, so that it likely means one thing. */
export function isTelling(name: string): boolean {
  return name.length >= 8 && /[a-z\d][A-Z]|[^_]_[^_]/.test(name);
}
