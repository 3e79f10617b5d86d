import type { Part } from '../../context/context.js';
import type { Pass, PassEnv } from '../pass.js';

/** What came of running a pass once. */
export interface Applied {
  /** As long and in the same order as given; unchanged parts are the same objects. */
  readonly parts: readonly Part[];
  /** Indexes of the parts on which the pass broke its contract, so that they stayed as they were. */
  readonly reverted: readonly number[];
  /** Why nothing of it was taken, for people. */
  readonly skipped?: string;
}

/** Runs a pass and holds it to its contract. Of what it returns only the sound texts are taken. Never throws. */
export async function applyPass(
  pass: Pass,
  parts: readonly Part[],
  env: PassEnv,
  preserve: readonly string[],
): Promise<Applied> {
  let returned: readonly Part[];
  try {
    returned = await pass.run(parts, env);
  } catch (thrown) {
    return skip(parts, `it failed: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
  if (returned.length !== parts.length) {
    return skip(parts, `it returned ${returned.length} parts of ${parts.length}`);
  }
  const stray = parts.find((part, at) => returned[at]!.id !== part.id);
  if (stray) return skip(parts, `it moved or renamed the part ${stray.id}`);

  const reverted: number[] = [];
  const taken = parts.map((part, at) => {
    const { text } = returned[at]!;
    if (text === part.text) return part;
    // A rewriting that saves nothing is no breach, but not worth another text either.
    if (part.editable && env.count(text) === env.count(part.text)) return part;
    if (isSound(part, text, env, preserve)) return { ...part, text };
    reverted.push(at);
    return part;
  });
  return { parts: taken, reverted };
}

/**
 * Whether a part may have this text instead: it takes fewer tokens, is not empty or blank where there was something, has
 * every preserved line, and the part may be edited.
 */
export function isSound(part: Part, text: string, env: PassEnv, preserve: readonly string[]): boolean {
  return (
    part.editable &&
    env.count(text) < env.count(part.text) &&
    text !== '' &&
    (text.trim() !== '' || part.text.trim() === '') &&
    keepsPreserved(part.text, text, preserve)
  );
}

function skip(parts: readonly Part[], skipped: string): Applied {
  return { parts, reverted: [], skipped };
}

/** Whether each line that holds a preserved text still stands as often, and a text over several lines as well. */
function keepsPreserved(before: string, after: string, preserve: readonly string[]): boolean {
  return preserve.every((text) => {
    if (!before.includes(text)) return true;
    if (text.includes('\n')) return occurrences(after, text) >= occurrences(before, text);
    const kept = linesWith(after, text);
    for (const [line, count] of linesWith(before, text)) if ((kept.get(line) ?? 0) < count) return false;
    return true;
  });
}

function linesWith(text: string, wanted: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of text.split('\n')) {
    if (line.includes(wanted)) counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return counts;
}

function occurrences(text: string, wanted: string): number {
  return text.split(wanted).length - 1;
}
