import type { Part } from '../context/context.js';
import type { Pass, PassEnv } from './pass.js';
import { boxTables } from './passes/box-tables.js';
import { pathPrefixes } from './passes/path-prefixes.js';
import { repeatedPhrases } from './passes/repeated-phrases.js';
import { treeDrawings } from './passes/tree-drawings.js';

/** The lossless passes that come after those that read lines, in their order. */
export const notations = [treeDrawings, boxTables, pathPrefixes, repeatedPhrases] as const;

/** Share of a text's tokens that notations hardly ever get it below: what takes no more is taken without a look. */
const LEAST_SHARE = 0.3;

/**
 * The pass, without its work on parts that would be smaller in notations alone: what a fold takes out may be what they say
 * in a letter. Linear.
 */
export function unlessNotationsSaveMore(pass: Pass): Pass {
  return {
    ...pass,
    run: async (parts, env) => {
      const folded = await pass.run(parts, env);
      return folded.map((now, at) => {
        const part = parts[at];
        return !part || now === part || staysSmaller(part, now, env) ? now : part;
      });
    },
  };
}

/** Whether a fold of a part is still smaller when both stand in the notations that later passes put them in. */
function staysSmaller(part: Part, folded: Part, env: PassEnv): boolean {
  const { count } = env;
  const tokens = count(folded.text);
  if (tokens <= LEAST_SHARE * count(part.text)) return true;
  const whole = count(inNotations(part, env).text);
  return tokens < whole || count(inNotations(folded, env).text) < whole;
}

function inNotations(part: Part, env: PassEnv): Part {
  return notations.reduce((now, pass) => pass.run([now], env)[0]!, part);
}
