import { describe, expect, it } from 'vitest';
import type { Endpoint } from '../../src/proxy/endpoint.js';
import { anthropicMessages } from '../../src/proxy/endpoints/anthropic-messages.js';
import { ollamaChat } from '../../src/proxy/endpoints/ollama-chat.js';
import { openaiChat } from '../../src/proxy/endpoints/openai-chat.js';
import { openaiResponses } from '../../src/proxy/endpoints/openai-responses.js';
import { createRewriter } from '../../src/proxy/rewriter.js';
import { createStore } from '../../src/store/create-store.js';
import { inProcess, policy, requestOf } from './in-process.js';
import { log, rows } from './sample-conversation.js';

/** What a tool printed and may be rewritten, and the same where it must not. */
const FREE = `FREE\n${log(1, 60)}`;
const HELD = `HELD\n${log(2, 60)}`;
/** JSON that is rewritten where a tool printed it. */
const FREE_JSON = rows(1, 24);
const HELD_JSON = rows(2, 24);

const MARK = { cache_control: { type: 'ephemeral', ttl: '1h' } };
const PNG = { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' };
const user = (...content: object[]) => ({ role: 'user', content });
const assistant = (...content: object[]) => ({ role: 'assistant', content });
const use = (id: string, more: object = {}) => ({
  type: 'tool_use',
  id,
  name: 'Bash',
  input: { command: `make ${id}` },
  ...more,
});
const result = (id: string, content: unknown, more: object = {}) => ({
  type: 'tool_result',
  tool_use_id: id,
  ...(content === undefined ? {} : { content }),
  ...more,
});
const text = (words: string, more: object = {}) => ({ type: 'text', text: words, ...more });

/** Name, messages, and whatever else the body has. */
type Shape = readonly [name: string, messages: readonly object[], more?: object];

const claude: readonly Shape[] = [
  ['a result as a string', [assistant(use('a')), user(result('a', FREE))]],
  ['a mark on a result, for an hour', [assistant(use('a')), user(result('a', FREE, MARK))]],
  ['a mark within a result', [assistant(use('a')), user(result('a', [text(FREE, MARK)], MARK))]],
  ['a failure', [assistant(use('a')), user(result('a', FREE, { is_error: true }))]],
  [
    'calls side by side',
    [assistant(use('a'), use('b')), user(result('b', FREE_JSON), result('a', FREE), text(HELD))],
  ],
  [
    'results without content',
    [
      assistant(use('a'), use('b'), use('c')),
      user(result('a', []), result('b', undefined), result('c', FREE)),
    ],
  ],
  [
    'pictures, documents, quotable results and references to tools in a result',
    [
      assistant(use('a')),
      user(
        result('a', [
          { type: 'image', source: PNG },
          text(FREE),
          { type: 'document', source: { type: 'text', media_type: 'text/plain', data: HELD } },
          {
            type: 'search_result',
            source: 'https://a.example',
            title: 'A',
            content: [text(HELD)],
            citations: { enabled: true },
          },
          { type: 'tool_reference', tool_name: 'Bash' },
        ]),
      ),
    ],
  ],
  [
    'thinking, and words with quotations',
    [
      assistant(
        { type: 'thinking', thinking: HELD, signature: 'c2ln' },
        { type: 'redacted_thinking', data: 'ZGF0YQ==' },
        text(HELD, {
          citations: [{ type: 'char_location', cited_text: HELD, document_index: 0, start_char_index: 0 }],
        }),
        use('a'),
      ),
      user(result('a', FREE)),
    ],
  ],
  [
    'what tools of the provider found and ran',
    [
      assistant(
        { type: 'server_tool_use', id: 's1', name: 'web_search', input: { query: HELD } },
        {
          type: 'web_search_tool_result',
          tool_use_id: 's1',
          content: [
            { type: 'web_search_result', url: 'https://a.example', title: HELD, encrypted_content: HELD },
          ],
        },
        { type: 'server_tool_use', id: 's2', name: 'bash_code_execution', input: { command: 'make' } },
        {
          type: 'bash_code_execution_tool_result',
          tool_use_id: 's2',
          content: {
            type: 'bash_code_execution_result',
            stdout: HELD,
            stderr: '',
            return_code: 0,
            content: [],
          },
        },
        {
          type: 'code_execution_tool_result',
          tool_use_id: 's3',
          content: {
            type: 'code_execution_result',
            stdout: HELD_JSON,
            stderr: '',
            return_code: 0,
            content: [],
          },
        },
        { type: 'mcp_tool_use', id: 's4', name: 'read', server_name: 'files', input: {} },
        { type: 'mcp_tool_result', tool_use_id: 's4', is_error: false, content: [text(HELD)] },
        { type: 'compaction', content: HELD },
        use('a'),
      ),
      user(result('a', FREE), { type: 'container_upload', file_id: 'file_1' }),
    ],
    {
      context_management: { edits: [{ type: 'clear_tool_uses_20250919' }] },
      mcp_servers: [{ type: 'url', url: 'https://mcp.example', name: 'files' }],
      container: 'container_1',
    },
  ],
  [
    'what a program asked for, which reads it itself',
    [
      assistant(
        { type: 'server_tool_use', id: 's1', name: 'code_execution', input: { code: HELD } },
        use('a', { caller: { type: 'code_execution_20260120', tool_id: 's1' } }),
        use('b', { caller: { type: 'code_execution_20250825', tool_id: 's1' } }),
        use('c', { caller: { type: 'direct' } }),
      ),
      user(result('a', HELD_JSON), result('b', [text(HELD)]), result('c', FREE)),
    ],
  ],
  [
    'a message of the system between',
    [
      user(text(HELD)),
      {
        role: 'system',
        content: [{ type: 'tool_addition', tool: { type: 'tool_reference', tool_name: 'b' } }],
      },
      { role: 'system', content: HELD },
      assistant(use('a')),
      user(result('a', FREE)),
    ],
  ],
  [
    'blocks of tomorrow',
    [
      assistant({ type: 'oracle', content: HELD }, use('a')),
      user({ type: 'omen', text: HELD }, result('a', FREE)),
    ],
  ],
];

const call = (call_id: string, more: object = {}) => ({
  type: 'function_call',
  call_id,
  name: 'shell',
  arguments: `{"command":"make ${call_id}"}`,
  ...more,
});
const output = (call_id: string, given: unknown, more: object = {}) => ({
  type: 'function_call_output',
  call_id,
  output: given,
  ...more,
});

const responses: readonly Shape[] = [
  ['an output as a string', [call('a'), output('a', FREE)]],
  [
    'an output in parts',
    [
      call('a'),
      output('a', [
        { type: 'input_text', text: FREE },
        { type: 'input_image', image_url: 'data:,' },
      ]),
    ],
  ],
  [
    'reasoning that is encrypted',
    [
      {
        type: 'reasoning',
        id: 'rs_1',
        summary: [{ type: 'summary_text', text: HELD }],
        encrypted_content: HELD,
      },
      call('a'),
      output('a', FREE),
    ],
    { include: ['reasoning.encrypted_content'] },
  ],
  [
    'a tool of one’s own form',
    [
      { type: 'custom_tool_call', call_id: 'a', name: 'make', input: HELD },
      { type: 'custom_tool_call_output', call_id: 'a', output: FREE },
    ],
  ],
  [
    'shells',
    [
      {
        type: 'local_shell_call',
        id: 'l',
        call_id: 'a',
        action: { type: 'exec', command: ['make'], env: {} },
      },
      { type: 'local_shell_call_output', id: 'a', output: FREE },
      { type: 'shell_call', call_id: 'b', action: { commands: ['make b'] } },
      {
        type: 'shell_call_output',
        call_id: 'b',
        output: [{ stdout: `${FREE}\nb`, stderr: '', outcome: { type: 'exit', exit_code: 2 } }],
      },
    ],
  ],
  [
    'a computer, and pictures',
    [
      { type: 'computer_call', call_id: 'a', action: { type: 'screenshot' }, pending_safety_checks: [] },
      {
        type: 'computer_call_output',
        call_id: 'a',
        output: { type: 'computer_screenshot', image_url: HELD },
      },
      { type: 'image_generation_call', id: 'i', result: HELD },
      call('b'),
      output('b', FREE),
    ],
  ],
  [
    'what tools of the provider found and ran',
    [
      { type: 'web_search_call', id: 'w', status: 'completed', action: { type: 'search', query: HELD } },
      { type: 'file_search_call', id: 'f', queries: [HELD], results: [{ file_id: 'x', text: HELD }] },
      { type: 'code_interpreter_call', id: 'c', code: HELD, outputs: [{ type: 'logs', logs: HELD }] },
      { type: 'mcp_list_tools', id: 'm', server_label: 's', tools: [{ name: 'make', description: HELD }] },
      {
        type: 'mcp_call',
        id: 'n',
        server_label: 's',
        name: 'make',
        arguments: '{"command":"m"}',
        output: HELD,
      },
      { type: 'item_reference', id: 'r' },
      { type: 'compaction', encrypted_content: HELD },
      call('a'),
      output('a', FREE),
    ],
  ],
  [
    'what a program asked for, which reads it itself',
    [
      { type: 'program', call_id: 'p', code: HELD, fingerprint: 'f' },
      call('a', { caller: { type: 'program', caller_id: 'p' } }),
      output('a', HELD_JSON, { caller: { type: 'program', caller_id: 'p' } }),
      { type: 'program_output', call_id: 'p', result: HELD, status: 'completed' },
      call('b', { caller: { type: 'direct' } }),
      output('b', FREE, { caller: { type: 'direct' } }),
    ],
  ],
  [
    'what a program asked for in the turn before',
    [output('a', HELD, { caller: { type: 'program', caller_id: 'p' } }), call('b'), output('b', FREE)],
  ],
  [
    'words of all',
    [
      { role: 'developer', content: HELD },
      { role: 'user', content: [{ type: 'input_text', text: HELD }] },
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: HELD, annotations: [] }] },
      call('a'),
      output('a', FREE),
    ],
  ],
];

const toolCall = (id: string) => ({
  role: 'assistant',
  content: null,
  tool_calls: [{ id, type: 'function', function: { name: 'shell', arguments: `{"command":"make ${id}"}` } }],
});
const functionCall = (name: string, args: string) => ({
  role: 'assistant',
  content: null,
  function_call: { name, arguments: args },
});

const chat: readonly Shape[] = [
  ['a result as a string', [toolCall('a'), { role: 'tool', tool_call_id: 'a', content: FREE }]],
  [
    'a result in parts',
    [toolCall('a'), { role: 'tool', tool_call_id: 'a', content: [text(FREE), text(`${FREE_JSON}`)] }],
  ],
  [
    'the older functions',
    [functionCall('shell', '{"command":"make"}'), { role: 'function', name: 'shell', content: FREE }],
  ],
  [
    'a file that an older function read',
    [
      functionCall('read_file', '{"path":"package.json"}'),
      { role: 'function', name: 'read_file', content: HELD_JSON },
      functionCall('shell', '{"command":"make"}'),
      { role: 'function', name: 'shell', content: FREE },
    ],
  ],
  [
    'words, pictures and sounds of all',
    [
      { role: 'developer', content: HELD },
      {
        role: 'user',
        content: [
          text(HELD),
          { type: 'image_url', image_url: { url: 'data:,' } },
          { type: 'input_audio', input_audio: { data: '', format: 'wav' } },
          { type: 'file', file: { file_data: HELD } },
        ],
      },
      {
        role: 'assistant',
        content: [text(HELD), { type: 'refusal', refusal: HELD }],
        reasoning_content: HELD,
      },
      toolCall('a'),
      { role: 'tool', tool_call_id: 'a', content: FREE },
    ],
  ],
];

const ollama: readonly Shape[] = [
  [
    'a result with its tool’s name',
    [
      { role: 'user', content: HELD, images: ['iVBORw0KGgo='] },
      {
        role: 'assistant',
        content: '',
        thinking: HELD,
        tool_calls: [{ function: { name: 'shell', arguments: { command: 'make' } } }],
      },
      { role: 'tool', tool_name: 'shell', content: FREE },
    ],
  ],
  [
    'a file that was read',
    [
      {
        role: 'assistant',
        content: '',
        tool_calls: [
          { function: { name: 'read_file', arguments: { path: 'package.json' } } },
          { function: { name: 'shell', arguments: { command: 'make' } } },
        ],
      },
      { role: 'tool', tool_name: 'read_file', content: HELD_JSON },
      { role: 'tool', tool_name: 'shell', content: FREE },
    ],
  ],
];

const dialects: readonly (readonly [Endpoint, readonly Shape[], 'messages' | 'input'])[] = [
  [anthropicMessages, claude, 'messages'],
  [openaiResponses, responses, 'input'],
  [openaiChat, chat, 'messages'],
  [ollamaChat, ollama, 'messages'],
];

const isFree = (one: unknown) => one === FREE || one === FREE_JSON || one === `${FREE}\nb`;

describe.each(dialects)('$name', (endpoint, shapes, list) => {
  const cases = shapes.map(([name, messages, more = {}]) => ({ name, messages, more }));

  it.each(cases)('$name: only what a tool printed for the model is rewritten', async ({ messages, more }) => {
    const store = createStore({ location: ':memory:', warn: (warning) => expect(warning).toBe('') });
    const rewrite = createRewriter({
      store,
      compute: inProcess,
      policyOf: () => policy(),
      embedder: { kind: 'none' },
      limit: 60_000,
    });
    const all = [{ role: 'user', content: 'Go.' }, ...messages];
    const body = { model: 'm', [list]: all, ...more };
    const came = JSON.stringify(body, undefined, 1);
    // Turn by turn, as it came about: what came before the assistant's last words is looked at only then.
    for (let turn = 1; turn < messages.length; turn++) {
      await rewrite(requestOf(endpoint, { ...body, [list]: all.slice(0, turn + 1) }));
    }
    const { body: sent, warning } = await rewrite(requestOf(endpoint, came));
    expect(warning).toBeUndefined();
    const went = sent.toString();
    for (const free of [FREE, FREE_JSON]) expect(went).not.toContain(JSON.stringify(free));
    expect(JSON.stringify(JSON.parse(went), undefined, 1)).toBe(went);
    expect(JSON.stringify(restored(JSON.parse(went), body), undefined, 1)).toBe(came);
    await store.close();
  });
});

/** What went out, and what a tool printed put back in wherever that may be rewritten. */
function restored(went: unknown, came: unknown): unknown {
  if (isFree(came)) return came;
  if (Array.isArray(went)) return went.map((one, at) => restored(one, (came as unknown[])[at]));
  if (typeof went !== 'object' || went === null) return went;
  const before = came as Readonly<Record<string, unknown>>;
  return Object.fromEntries(Object.entries(went).map(([key, one]) => [key, restored(one, before[key])]));
}
