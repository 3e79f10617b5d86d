import fc from 'fast-check';
import { partsOf } from '../../src/context/context.js';
import { anthropicMessages as format } from '../../src/formats/anthropic-messages.js';
import { withoutCacheMark } from '../../src/session/part-keys.js';
import { outputs } from './sample-conversation.js';

/** One that takes back any thinking, and one that refuses thinking before which anything has changed. */
export const models = fc.constantFrom('claude-sonnet-4-5', 'claude-opus-5-5');

/** A turn of an agent: calls and what they came to, or words. */
interface Turn {
  readonly id: number;
  readonly results: readonly Result[];
}

interface Result {
  readonly text: string;
  /** Whether it is all of the content, or a half of two, or beside an image; or the result has none of it. */
  readonly as: 'whole' | 'halves' | 'beside an image' | 'image' | 'no blocks' | 'no content';
  /** Which call it answers: its own, that of the first result beside it, one of the turn before, or none at all. */
  readonly answers: 'own' | 'first' | 'before' | 'none';
  readonly isError: boolean;
}

/** A conversation as a client holds it. */
export interface Talk {
  readonly opening: string;
  readonly turns: readonly Turn[];
}

const result = fc.record({
  text: outputs,
  as: fc.oneof(
    { weight: 4, arbitrary: fc.constant('whole' as const) },
    { weight: 2, arbitrary: fc.constant('halves' as const) },
    fc.constantFrom(...(['beside an image', 'image', 'no blocks', 'no content'] as const)),
  ),
  answers: fc.oneof(
    { weight: 4, arbitrary: fc.constant('own' as const) },
    fc.constantFrom(...(['first', 'before', 'none'] as const)),
  ),
  isError: fc.boolean(),
});

export const levels = fc.constantFrom(...(['lossless', 'balanced', 'aggressive'] as const));

export const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('turn' as const), results: fc.array(result, { maxLength: 3 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('retry' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('twice' as const), results: fc.array(result, { maxLength: 3 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('back' as const), turns: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('compact' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clear' as const), turn: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const), level: levels }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('configure' as const), level: levels }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('fork' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('fail' as const),
      without: fc.constantFrom<('thread' | 'passes')[]>('thread', 'passes'),
      results: fc.array(result, { maxLength: 3 }),
    }),
  },
);

export type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** How a client happens to write a request. */
export const manner = fc.record({
  strings: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
  billing: fc.nat(9),
});

export type Manner = typeof manner extends fc.Arbitrary<infer Value> ? Value : never;

/** As Claude Code writes it: a billing line that changes, marks on the system prompt and on the last block. */
export function bodyOf({ opening, turns }: Talk, { strings, billing }: Manner, model: string): string {
  let written = 0;
  const words = (text: string) => (strings[written++ % strings.length] ? text : [{ type: 'text', text }]);
  const messages: { role: string; content: unknown }[] = [{ role: 'user', content: words(opening) }];
  for (const { id, results } of turns) {
    const idOf = ({ answers }: Result, at: number) => {
      if (answers === 'before') return `toolu_${id - 1}_0`;
      return answers === 'none' ? `toolu_lost_${id}` : `toolu_${id}_${answers === 'first' ? 0 : at}`;
    };
    const calls = results.flatMap((one, at) => {
      const isCalled = one.answers === 'own' || one.answers === 'before';
      const input = at === 0 ? { command: `run ${id}` } : { file_path: `src/part${id % 3}.ts` };
      const name = at === 0 ? 'Bash' : 'Read';
      return isCalled ? [{ type: 'tool_use', id: idOf(one, at), name, input }] : [];
    });
    const thinking = { type: 'thinking', thinking: `On to ${id}.`, signature: 'c2ln' };
    messages.push({
      role: 'assistant',
      content: [thinking, { type: 'text', text: `Step ${id}.` }, ...calls],
    });
    const answers = results.map((one, at) => ({
      type: 'tool_result',
      tool_use_id: idOf(one, at),
      ...(one.isError ? { is_error: true } : {}),
      ...resultContent(one, words),
    }));
    messages.push({ role: 'user', content: answers.length > 0 ? answers : words(`Go on with ${id}.`) });
  }
  const last = messages.at(-1)!;
  if (typeof last.content === 'string') last.content = [{ type: 'text', text: last.content }];
  Object.assign((last.content as object[]).at(-1)!, { cache_control: { type: 'ephemeral' } });
  return JSON.stringify({
    model,
    max_tokens: 1000,
    system: [
      { type: 'text', text: `x-anthropic-billing-header: cch=${billing};` },
      { type: 'text', text: 'You are careful.', cache_control: { type: 'ephemeral' } },
    ],
    tools: [{ name: 'Bash', description: 'Runs a command.', input_schema: { type: 'object' } }],
    messages,
    metadata: { user_id: 'user_a_account_b_session_11111111-1111-4111-8111-111111111111' },
  });
}

const image = {
  type: 'image',
  source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgoAAAANSUhEUg==' },
};

/** One block may be written as a string; of two, each holds a half. */
function resultContent({ text, as }: Result, words: (text: string) => unknown): object {
  if (as === 'no content') return {};
  if (as === 'no blocks') return { content: [] };
  if (as === 'image') return { content: [image] };
  if (as === 'beside an image') return { content: [{ type: 'text', text }, image] };
  if (as === 'whole') return { content: words(text) };
  const half = text.indexOf('\n', text.length / 2);
  const texts = half < 0 ? [text, 'end of the output'] : [text.slice(0, half), text.slice(half)];
  return { content: texts.map((one) => ({ type: 'text', text: one })) };
}

/** What the provider sees of a request, block by block: that is what its cache compares. A result is one block. */
export function blocksOf(body: string): readonly string[] {
  const blocks: { result: string; says: string }[] = [];
  for (const { id, kind, role, text, tool, source } of partsOf(format.decode(body))) {
    if (text.startsWith('x-anthropic-billing-header')) continue;
    const says = JSON.stringify([
      kind,
      role,
      source.encoding === 'raw' ? withoutCacheMark(text) : text,
      tool?.callId,
    ]);
    const result = (role === 'tool' && /^(.*\.content\.\d+)\.content\b/.exec(id)?.[1]) || '';
    const last = blocks.at(-1);
    if (result !== '' && last?.result === result) last.says += says;
    else blocks.push({ result, says });
  }
  return blocks.map(({ says }) => says);
}

export function sharedPrefix(a: readonly string[], b: readonly string[]): number {
  let shared = 0;
  while (shared < a.length && a[shared] === b[shared]) shared++;
  return shared;
}

/** What a client's conversation is after a step. */
export function changed(talk: Talk, action: Step, newId: () => number): Talk {
  switch (action.do) {
    case 'turn':
    case 'twice':
    case 'fail':
      return { ...talk, turns: [...talk.turns, { id: newId(), results: action.results }] };
    case 'back':
      return { ...talk, turns: talk.turns.slice(0, -action.turns) };
    case 'compact':
      return { opening: `Summary: ${talk.turns.length} turns.`, turns: talk.turns.slice(-1) };
    case 'clear': {
      const at = action.turn % Math.max(1, talk.turns.length);
      const cleared = (turn: Turn) => ({
        ...turn,
        results: turn.results.map((one) => ({ ...one, text: '[Old tool result content cleared]' })),
      });
      return { ...talk, turns: talk.turns.map((turn, index) => (index === at ? cleared(turn) : turn)) };
    }
    case 'retry':
    case 'restart':
    case 'configure':
    case 'fork':
      return talk;
  }
}
