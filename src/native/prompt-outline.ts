import { itemsAt, membersAt, skipString, skipValue, stringAt } from '../formats/scan-json.js';
import { threadOf } from './thread-of.js';

/** A stretch of a body, `end` exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A block of a prompt: an object, or a string that stands for a block of text. */
export interface OutlineBlock extends Stretch {
  readonly isString: boolean;
  /** Whether the provider takes a cache mark on it. */
  readonly isMarkable: boolean;
  /** What of it counts toward the prompt's length, as far as that can be told without decoding it. */
  readonly texts: readonly Stretch[];
}

/** Read only as far as it is asked for. */
export interface OutlineMessage {
  readonly role: string;
  blocks(): readonly OutlineBlock[];
}

/** What an Anthropic Messages request consists of, and where that stands. */
export interface PromptOutline {
  readonly model: string;
  /** Those in the prompt: deferred ones are not. */
  readonly tools: readonly OutlineBlock[];
  readonly system: readonly OutlineBlock[];
  readonly messages: readonly OutlineMessage[];
  /** Whether the model has to call one certain tool. */
  readonly isToolForced: boolean;
  /** Whether Anthropic keeps the conversation. */
  readonly isThread: boolean;
  /** Whether a cache mark of the client's stands anywhere. */
  isMarked(): boolean;
}

const MARK = 'cache_control';

/** A JSON string of nothing but spaces and line ends. */
const BLANK = /"(?: |\\[bfnrt])*"/y;

/**
 * Finds the blocks of a request without parsing it, so that a body of megabytes takes milliseconds.
 * @param body JSON, one code unit a byte, so that places in it are places in the bytes
 */
export function outlinePrompt(body: string): PromptOutline {
  const root = membersAt(body, body.indexOf('{'));
  const arrayAt = (at = -1): readonly number[] => [...itemsAt(body, at)];
  const tools = arrayAt(root.get('tools'));
  const messages = arrayAt(root.get('messages'));

  function toolOf(start: number): readonly OutlineBlock[] {
    const members = membersAt(body, start);
    if (body.startsWith('true', members.get('defer_loading') ?? body.length)) return [];
    const whole = { start, end: skipValue(body, start, body.length) };
    return [{ ...whole, isString: false, isMarkable: members.has('name'), texts: [whole] }];
  }

  function blocksAt(content = -1): readonly OutlineBlock[] {
    if (body[content] !== '"') return arrayAt(content).map(blockOf);
    const texts = textsAt(content);
    return texts.map((text) => ({ ...text, isString: true, isMarkable: true, texts }));
  }

  function blockOf(start: number): OutlineBlock {
    const members = membersAt(body, start);
    const content = members.get('content');
    const inner = arrayAt(content).map((item) => textsAt(membersAt(body, item).get('text')));
    const texts = [...textsAt(members.get('text')), ...textsAt(content), ...inner.flat()];
    const type = stringAt(body, members.get('type'));
    const isText = type === 'text' || type === 'tool_result';
    const isOther = type === 'image' || type === 'document' || type === 'search_result';
    return {
      start,
      end: skipValue(body, start, body.length),
      isString: false,
      isMarkable: isOther || (isText && texts.length > 0),
      texts,
    };
  }

  /** The string that begins there, unless it is blank. */
  function textsAt(at = -1): readonly Stretch[] {
    BLANK.lastIndex = Math.max(at, 0);
    if (body[at] !== '"' || BLANK.test(body)) return [];
    const end = skipString(body, at, body.length);
    return end < 0 ? [] : [{ start: at, end }];
  }

  /** Whether one of the objects in an array, or of those in their contents, has a mark. */
  function hasMark(at: number | undefined): boolean {
    return arrayAt(at).some((item) => {
      const members = membersAt(body, item);
      const source = membersAt(body, members.get('source') ?? -1);
      return members.has(MARK) || hasMark(members.get('content')) || hasMark(source.get('content'));
    });
  }

  return {
    model: stringAt(body, root.get('model')) ?? '',
    tools: tools.flatMap(toolOf),
    system: blocksAt(root.get('system')),
    messages: messages.map((at) => {
      const members = membersAt(body, at);
      return {
        role: stringAt(body, members.get('role')) ?? '',
        blocks: () => blocksAt(members.get('content')),
      };
    }),
    isToolForced: stringAt(body, membersAt(body, root.get('tool_choice') ?? -1).get('type')) === 'tool',
    isThread: threadOf(body, root) !== undefined,
    isMarked() {
      if (!body.includes(`"${MARK}"`)) return false;
      return root.has(MARK) || ['tools', 'system', 'messages'].some((name) => hasMark(root.get(name)));
    },
  };
}
