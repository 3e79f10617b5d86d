import type { Endpoint, Provider } from './endpoint.js';
import { anthropicCountTokens } from './endpoints/anthropic-count-tokens.js';
import { anthropicMessages } from './endpoints/anthropic-messages.js';
import { anthropicModels } from './endpoints/anthropic-models.js';
import { ollamaChat } from './endpoints/ollama-chat.js';
import { ollamaEmbed } from './endpoints/ollama-embed.js';
import { ollamaGenerate } from './endpoints/ollama-generate.js';
import { ollamaTags } from './endpoints/ollama-tags.js';
import { openaiChat } from './endpoints/openai-chat.js';
import { openaiCompletions } from './endpoints/openai-completions.js';
import { openaiEmbeddings } from './endpoints/openai-embeddings.js';
import { openaiModels } from './endpoints/openai-models.js';
import { openaiResponses } from './endpoints/openai-responses.js';

export const endpoints: readonly Endpoint[] = [
  anthropicMessages,
  anthropicCountTokens,
  anthropicModels,
  openaiChat,
  openaiResponses,
  openaiCompletions,
  openaiEmbeddings,
  openaiModels,
  ollamaChat,
  ollamaGenerate,
  ollamaEmbed,
  ollamaTags,
];

/**
 * The endpoint that a request is for, if it is a known one.
 * @param provider whose dialect is expected: it decides between endpoints of one path
 */
export function endpointOf(method: string, pathname: string, provider: Provider): Endpoint | undefined {
  const matching = endpoints.filter((endpoint) => endpoint.matches(method, pathname));
  return matching.find((endpoint) => endpoint.provider === provider) ?? matching[0];
}
