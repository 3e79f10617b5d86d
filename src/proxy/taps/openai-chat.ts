import { errorName, inclusiveUsage, member, note, noteTier, type Wire, word } from './wire.js';

/**
 * `/v1/chat/completions`, and `/v1/completions`. A stream tells its usage in a chunk of its own after the last one with
 * a choice, if the client asked for it (`stream_options.include_usage`), and ends with `[DONE]`.
 */
export const openaiChat: Wire = {
  telling: /"usage":\s*\{|"finish_reason":\s*"|"error":\s*[{"]/,
  sentinel: '[DONE]',
  paths: [['model'], ['usage'], ['service_tier'], ['error'], ['choices', '*', 'finish_reason']],
  read: (document, seen) => {
    const error = member(document, 'error');
    if (error) {
      seen.errorType = errorName(word(error, 'code'), word(error, 'type'));
      return;
    }
    const first = member(member(document, 'choices'), '0');
    note(seen, { model: word(document, 'model'), stopReason: word(first, 'finish_reason') });
    noteTier(seen, word(document, 'service_tier'));
    // servers that are compatible with it may close the stream without the last line
    if (seen.stopReason !== undefined) seen.isFinished = true;
    const usage = inclusiveUsage(member(document, 'usage'), {
      prompt: 'prompt_tokens',
      details: 'prompt_tokens_details',
      output: 'completion_tokens',
    });
    if (usage) seen.usage = usage;
  },
};
