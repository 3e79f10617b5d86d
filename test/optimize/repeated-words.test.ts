import { describe, expect, it } from 'vitest';
import { partsOf } from '../../src/context/context.js';
import { formatOf } from '../../src/formats/formats.js';
import { optimize } from '../../src/optimize/pipeline.js';
import { tokenizerFor } from '../../src/tokens/tokenizer-for.js';

const tokenizer = tokenizerFor();

/** A request's or a session's texts by their ids, before and after. */
async function optimized(body: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const format = formatOf(text);
  const decoded = format.decode(text);
  const { context, originals } = await optimize(decoded, { level: 'balanced', tokenizer });
  const byId = (of: typeof context) => new Map(partsOf(of).map((part) => [part.id, part.text]));
  return { before: byId(decoded), after: byId(context), originals };
}

const instructions = [
  '# How we work in the shop',
  '',
  'Prices are integers, in cents; whoever divides one says where the rest goes.',
  'Run `npm test` before you say that something works, and show what it printed.',
  'The till talks to the printer by a socket in /run/till, never by the network.',
  'Receipts are numbered without gaps. A number that was printed is never used again.',
  'Ask before you change what the tax office reads: src/vat/report.ts and its schema.',
].join('\n');

const numbered = instructions
  .split('\n')
  .map((line, at) => `${String(at + 1).padStart(6)}→${line}`)
  .join('\n');

const reminder = `<system-reminder>\n${'The list of what is to be done is empty. Do not speak of that to the user, who knows it. If there is more to do than one step, write it down with the tool for lists; else go on. '.repeat(3)}\n</system-reminder>`;

const call = (id: string, name: string, input: object) => ({
  role: 'assistant',
  content: [{ type: 'tool_use', id, name, input }],
});
const answer = (id: string, content: string) => ({
  role: 'user',
  content: [{ type: 'tool_result', tool_use_id: id, content }],
});
const asked = { role: 'user', content: 'How do we work?' };

describe('a result of a tool that repeats the system prompt', () => {
  it.each([
    ['cat of the instructions', call('a', 'Bash', { command: 'cat CLAUDE.md' }), instructions],
    ['a read with numbers', call('a', 'Read', { file_path: '/shop/CLAUDE.md' }), numbered],
    ['a search that shows them', call('a', 'Bash', { command: 'git show HEAD:CLAUDE.md' }), instructions],
  ])('becomes a note: %s', async (_, asks, shows) => {
    const { after, originals } = await optimized({
      system: `You are an agent.\n\nContents of /shop/CLAUDE.md:\n\n${instructions}\n\nBe brief.`,
      messages: [asked, asks, answer('a', `${shows}\n`)],
    });
    expect(after.get('messages.2.content.0.content')?.trimEnd()).toMatch(
      /^\[ctxopt: \d lines as in the system text at system, ctx:[0-9a-f]{12}\]$/,
    );
    expect([...originals.values()]).toEqual([`${shows}\n`]);
  });

  it('becomes a note where a cached prefix holds the prompt', async () => {
    const { before, after } = await optimized({
      system: [{ type: 'text', text: instructions, cache_control: { type: 'ephemeral' } }],
      messages: [asked, call('a', 'Bash', { command: 'cat CLAUDE.md' }), answer('a', instructions)],
    });
    expect(after.get('system.0.text')).toBe(before.get('system.0.text'));
    expect(after.get('messages.2.content.0.content')).toContain(
      '7 lines as in the system text at system.0.text',
    );
  });

  it('stays where the file is not what the prompt says any more', async () => {
    const changed = numbered.replace('in cents', 'in tenths of a cent');
    const { after } = await optimized({
      system: instructions,
      messages: [asked, call('a', 'Read', { file_path: '/shop/CLAUDE.md' }), answer('a', changed)],
    });
    expect(after.get('messages.2.content.0.content')).toBe(changed);
  });
});

describe('a result of a tool that repeats what a user said', () => {
  it('becomes a note: the instructions that Codex puts into a message', async () => {
    const line = (payload: object) =>
      JSON.stringify({ timestamp: '2031-03-02T10:00:00Z', type: 'response_item', payload });
    const words = `# AGENTS.md instructions for /shop\n\n<INSTRUCTIONS>\n${instructions}\n</INSTRUCTIONS>`;
    const { before, after } = await optimized(
      [
        JSON.stringify({ timestamp: '2031-03-02T10:00:00Z', type: 'session_meta', payload: { id: 'x' } }),
        line({ type: 'message', role: 'user', content: [{ type: 'input_text', text: words }] }),
        line({ type: 'message', role: 'user', content: [{ type: 'input_text', text: words }] }),
        line({
          type: 'function_call',
          name: 'shell',
          call_id: 'a',
          arguments: JSON.stringify({ command: ['cat', 'AGENTS.md'] }),
        }),
        line({ type: 'function_call_output', call_id: 'a', output: instructions }),
      ].join('\n'),
    );
    const changed = [...after].filter(([id, text]) => text !== before.get(id));
    expect(changed.map(([, text]) => text)).toEqual([
      expect.stringMatching(/^\[ctxopt: 7 lines as in the user's words at \S+, ctx:[0-9a-f]{12}\]$/),
    ]);
  });
});

describe('reminders', () => {
  it('go where a result repeats them, and stay in the words of a user', async () => {
    const { before, after } = await optimized({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: reminder },
            { type: 'text', text: 'Go on.' },
          ],
        },
        call('a', 'Bash', { command: 'ls' }),
        answer('a', `cart.ts\ntill.ts\n\n${reminder}`),
        { role: 'user', content: [{ type: 'text', text: reminder }] },
        call('b', 'Bash', { command: 'git log -1' }),
        answer('b', `${instructions}\n\n${reminder}`),
      ],
    });
    expect(after.get('messages.0.content.0.text')).toBe(reminder);
    expect(after.get('messages.3.content.0.text')).toBe(reminder);
    for (const id of ['messages.2.content.0.content', 'messages.5.content.0.content']) {
      expect(after.get(id)).toContain("as in the user's words at messages.0.content.0.text");
      expect(after.get(id)!.length).toBeLessThan(before.get(id)!.length - 400);
    }
    expect(after.get('messages.2.content.0.content')).toMatch(/^cart\.ts\ntill\.ts\n/);
  });
});

describe('definitions of tools', () => {
  const description = instructions.replace('# How we work in the shop', 'Looks something up in the shop.');
  const definition = { name: 'lookup', description, input_schema: { type: 'object', properties: {} } };
  const list = `Tools of the server "shop":\n\nlookup\n${description}\n`;
  const messages = [
    asked,
    call('a', 'Bash', { command: 'mcp list' }),
    answer('a', list),
    call('b', 'Bash', { command: 'mcp list shop' }),
    answer('b', `one server\n${list}`),
  ];

  it('are named where a tool lists them', async () => {
    const { after } = await optimized({ tools: [definition], messages });
    expect(after.get('messages.2.content.0.content')).toMatch(
      /^Tools of the server "shop":\n\n\[ctxopt: 8 lines as in the definition of lookup at tools\.0, ctx:\w+\]\n$/,
    );
  });

  it('are not where no model sees them', async () => {
    const deferred = { ...definition, defer_loading: true };
    const { before, after } = await optimized({ tools: [deferred], messages });
    expect(after.get('messages.2.content.0.content')).toBe(before.get('messages.2.content.0.content'));
    expect(after.get('messages.4.content.0.content')).toContain(
      'as Bash mcp list at messages.2.content.0.content',
    );
  });

  it('are sent as they are, even twice, and so is what the system says twice', async () => {
    const { before, after } = await optimized({
      model: 'gpt-5',
      tools: [definition, definition].map((tool) => ({ type: 'function', function: tool })),
      messages: [
        { role: 'developer', content: instructions },
        { role: 'user', content: instructions },
        { role: 'developer', content: instructions },
      ],
    });
    expect(after).toEqual(before);
  });
});

describe('a file that was just written', () => {
  it('becomes a note when it is read, unless it was changed in between', async () => {
    const read = (id: string) => call(id, 'Read', { file_path: '/shop/notes.md' });
    const edited = numbered.replace('in cents', 'in euros');
    const { after } = await optimized({
      messages: [
        asked,
        call('w', 'Write', { file_path: '/shop/notes.md', content: instructions }),
        answer('w', 'File created.'),
        read('a'),
        answer('a', numbered),
        call('e', 'Edit', { file_path: '/shop/notes.md', old_string: 'in cents', new_string: 'in euros' }),
        answer('e', 'The file has been updated.'),
        read('b'),
        answer('b', edited),
      ],
    });
    expect(after.get('messages.8.content.0.content')).toBe(edited);
    expect(after.get('messages.4.content.0.content')).toMatch(/^\[ctxopt: /);
  });

  it('is found by the call that wrote it', async () => {
    const { after } = await optimized({
      messages: [
        asked,
        call('w', 'Write', { file_path: '/shop/notes.md', content: instructions }),
        answer('w', 'File created.'),
        call('a', 'Bash', { command: 'cat /shop/notes.md' }),
        answer('a', instructions),
      ],
    });
    expect(after.get('messages.4.content.0.content')).toMatch(
      /^\[ctxopt: 7 lines as in the call Write \/shop\/notes\.md at messages\.1\.content\.0\S*, ctx:\w+\]$/,
    );
  });
});
