import { partsOf } from '../context/context.js';
import { stringOf, type Text } from '../context/exact-bytes.js';
import { messageList } from '../formats/message-list.js';
import { isMessageAt } from '../formats/request-dialect.js';
import { documentStart, itemsAt, skipValue } from '../formats/scan-json.js';
import { linesWithFacts } from '../optimize/gate/lines-with-facts.js';
import { fitLines } from '../tokens/fit-lines.js';
import type { Tokenizer } from '../tokens/tokenizer.js';

export interface FitMessagesRequest {
  /** A JSON array of messages, as the format `message-list` has it. */
  readonly text: Text;
  /** Tokens that the first of them may have. */
  readonly budget: number;
}

export interface FittedMessages {
  /** The first messages, and the others: each a JSON array of its own, the messages to the byte as they were. */
  readonly text: string;
  readonly rest: string;
  /** How many are in `text`, and in both. */
  readonly messages: number;
  readonly total: number;
  /** The lines in `rest` with critical facts: the numbers of the message and the line, a tab, its beginning. */
  readonly facts: string;
}

/**
 * As many whole messages of a list as fit a budget of tokens, so that the others are a list that is known as one: they
 * begin with a message that has a role. Undefined where that leaves none. Linear.
 */
export function fitMessages(request: FitMessagesRequest, tokenizer: Tokenizer): FittedMessages | undefined {
  const text = stringOf(request.text);
  const reach = fitLines(text, request.budget, tokenizer).text.length;
  let [messages, total, cut, next, end] = [0, 0, 0, 0, 0];
  for (const start of itemsAt(text, documentStart(text))) {
    if (total > 0 && end <= reach && isMessageAt(text, start)) [messages, cut, next] = [total, end, start];
    total += 1;
    end = skipValue(text, start, text.length);
  }
  if (messages === 0) return undefined;
  const rest = `[${text.slice(next)}`;
  return { text: `${text.slice(0, cut)}]`, rest, messages, total, facts: factsOf(rest, messages).join('\n') };
}

/** @param before messages that stand before the list's */
function factsOf(list: string, before: number): readonly string[] {
  return partsOf(messageList.decode(list)).flatMap(({ id, text }) => {
    // The second segment of a part's id is the place of its message.
    const number = before + Number(id.split('.')[1]) + 1;
    return linesWithFacts(text, 0).map((line) => `message ${number}:${line}`);
  });
}
