import type { Prompt } from '../../billing/prompt.js';
import type { CountTokens } from '../../billing/prompt-block.js';
import { createPromptCache } from '../../billing/prompt-cache.js';
import type { Usage } from '../../context/agent-session.js';
import { CtxoptError } from '../../errors.js';
import { counterFor, promptAt } from './prompt-of.js';
import type { RecordedTurn } from './recording.js';

export interface ReplayOptions {
  /** What goes out in place of a turn's body; the very body if that stays. */
  readonly rewrite?: (turn: RecordedTurn, body: Buffer) => Promise<Buffer>;
  /** Counts the tokens of a model's texts. */
  readonly counterOf?: (model: string) => CountTokens;
  /** Told what each turn sent. */
  readonly onSent?: (prompt: Prompt) => void;
}

/**
 * Sends turns to a simulated provider, in whose prompt cache is at first what earlier sessions left there by the turns: what
 * it bills for each.
 * @throws CtxoptError `invalid_input` if it refuses a request's cache marks
 */
export async function replay(
  turns: readonly RecordedTurn[],
  { rewrite, counterOf = counterFor, onSent }: ReplayOptions,
): Promise<readonly Usage[]> {
  const cache = createPromptCache();
  const usages: Usage[] = [];
  for (const [index, turn] of turns.entries()) {
    const { endpoint, model, at, output } = turn;
    const promptIn = (body: Buffer) => promptAt(endpoint, JSON.parse(body.toString()), counterOf(model));
    if (turn.before) cache.request(promptIn(turn.before()), at);
    const body = turn.body();
    const sent = rewrite ? await rewrite(turn, body) : body;
    const prompt = promptIn(sent);
    onSent?.(prompt);
    try {
      usages.push(cache.request(prompt, at, { output }));
    } catch (thrown) {
      throw new CtxoptError(
        'invalid_input',
        `The provider would refuse request ${index + 1}: ${(thrown as Error).message}`,
        'Leave it out, or give a session that was answered.',
        { cause: thrown },
      );
    }
  }
  return usages;
}
