import { errorName, inclusiveUsage, member, note, noteTier, type Wire, word } from './wire.js';

/** `/v1/responses`. A stream ends with an event that holds the whole response. */
export const openaiResponses: Wire = {
  telling: /"type":\s*"(?:response\.(?:completed|failed|incomplete)|error)"/,
  paths: [['model'], ['usage'], ['service_tier'], ['status'], ['error'], ['incomplete_details']],
  read: (document, seen) => {
    if (word(document, 'type') === 'error') {
      seen.errorType = errorName(word(document, 'code'), word(member(document, 'error'), 'code'));
      return;
    }
    const response = member(document, 'response') ?? document;
    const status = word(response, 'status');
    const error = member(response, 'error');
    if (error) seen.errorType = errorName(word(error, 'code'), word(error, 'type'));
    note(seen, {
      model: word(response, 'model'),
      stopReason: word(member(response, 'incomplete_details'), 'reason') ?? status,
    });
    noteTier(seen, word(response, 'service_tier'));
    if (status === 'completed' || status === 'incomplete' || status === 'failed') seen.isFinished = true;
    const usage = inclusiveUsage(member(response, 'usage'), {
      prompt: 'input_tokens',
      details: 'input_tokens_details',
      output: 'output_tokens',
    });
    if (usage) seen.usage = usage;
  },
};
