import { count, errorName, member, note, type Wire, word } from './wire.js';

/**
 * `/api/chat`, `/api/generate` and `/api/embed`: lines of JSON, the last one `done`, or one document. Of a prompt that
 * it has in memory Ollama counts only what it had to read.
 */
export const ollama: Wire = {
  telling: /"done":\s*true|"error":\s*[{"]/,
  paths: [['model'], ['done'], ['done_reason'], ['prompt_eval_count'], ['eval_count'], ['error']],
  read: (document, seen) => {
    const error = member(document, 'error');
    if (error) {
      seen.errorType = errorName(word(error, 'type'));
      return;
    }
    note(seen, { model: word(document, 'model'), stopReason: word(document, 'done_reason') });
    if (member(document, 'done') === true) seen.isFinished = true;
    const input = count(document, 'prompt_eval_count');
    const output = count(document, 'eval_count');
    if (input === undefined && output === undefined) return;
    seen.usage = { input: input ?? 0, cacheWrite: 0, cacheRead: 0, output: output ?? 0 };
  },
};
