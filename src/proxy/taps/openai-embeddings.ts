import { openaiChat } from './openai-chat.js';
import type { Wire } from './wire.js';

/** `/v1/embeddings`: told like a chat's, without a stream and without output. */
export const openaiEmbeddings: Wire = {
  ...openaiChat,
  paths: [['model'], ['usage'], ['error']],
};
