import { defineFacts } from '../fact.js';

const URLS =
  /\b(?:https?|wss?|ftps?|sftp|ssh|git|file|s3|gs|postgres(?:ql)?|mysql|mongodb(?:\+srv)?|rediss?|amqps?|kafka):\/\/[^\s"'`<>|\\^{}]+/gi;

/** URLs with their scheme, without the punctuation of the sentence around them. */
export const url = defineFacts({
  name: 'url',
  find(line) {
    if (!line.includes('://')) return [];
    const urls: readonly string[] = line.match(URLS) ?? [];
    return urls.map((found) => found.slice(0, 2000).replace(/[.,;:!?)\]*]{1,8}$/, ''));
  },
});
