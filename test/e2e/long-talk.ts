import { ask } from '../proxy/ask.js';

/** The output of the tool call of one turn: mostly noise that a pass takes out, and nothing of it as in another turn. */
export function outputOf(turn: number): string {
  return Array.from({ length: 200 }, (_, n) => {
    const id = ((turn * 7919 + n * 104_729) >>> 0).toString(36);
    const said = n === 17 ? `ERROR job ${id} failed: status 502` : `INFO job ${id} was taken from the queue`;
    return `2026-03-${String(1 + turn).padStart(2, '0')}T10:${String(n % 60).padStart(2, '0')}:00Z ${said}`;
  }).join('\n');
}

/** A call of a tool, and what it came to. */
export interface Act {
  readonly name: string;
  readonly input: Readonly<Record<string, string>>;
  readonly output: string;
}

/** That a log was read, another one on each turn. */
function actOf(turn: number): Act {
  return { name: 'Bash', input: { command: `cat mill-${turn}.log` }, output: outputOf(turn) };
}

/** The request after so many turns, and what was done then. What it has to say stands at its end, so that one begins the next. */
export function bodyOf(turns: number, ...then: readonly Act[]): string {
  const acts = [...Array.from({ length: turns }, (_, at) => actOf(at + 1)), ...then];
  const messages = acts.flatMap(({ name, input, output }, at): object[] => {
    const id = `toolu_${at + 1}`;
    return [
      { role: 'assistant', content: [{ type: 'tool_use', id, name, input }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: output }] },
    ];
  });
  messages.unshift({ role: 'user', content: 'Find out why the mill fails.' });
  return JSON.stringify({ model: 'claude-sonnet-4-5', max_tokens: 1000, stream: true, messages });
}

/** The part of a body that the body of a later turn has to begin with. */
export function prefixOf(body: Buffer | string): string {
  return body.toString().slice(0, -']}'.length);
}

/** The headers of a client that pays for what it sends. */
export const HEADERS = [
  ...['content-type', 'application/json'],
  ...['anthropic-version', '2023-06-01'],
  ...['x-api-key', 'sk-ant-api03-x'],
];

/** Sends the request of a turn, and reads all of the answer. */
export function sendTurn(url: string, turns: number, ...then: readonly Act[]) {
  return ask(url, { body: bodyOf(turns, ...then), headers: HEADERS });
}

/** Sends another conversation until it is optimized: then the threads run, and no time is lost on starting them. */
export async function warmUp(url: string): Promise<void> {
  for (let tried = 0; ; tried++) {
    const body = bodyOf(1).replace('the mill', `the warm-up ${tried}`);
    const { headers } = await ask(url, { body, headers: HEADERS });
    if (headers['x-ctxopt-passes']) return;
    if (tried === 20) throw new Error('nothing is optimized');
  }
}
