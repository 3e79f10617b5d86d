import fc from 'fast-check';

/** JSON in one of its many notations: white space, escapes, unknown and repeated members, numbers beyond a double. */
type Choose = (options: number) => number;

const SPACES = ['', '', '', ' ', '\n', '\r\n  ', '\t'];
const ODD_VALUES = [
  '1e400',
  '-0',
  '12345678901234567890',
  '0.10',
  'null',
  '[{"text":"no part"}]',
  '"\\ud800"',
];

/** Values as JSON text, written in the way that the choices say. */
function write(value: unknown, choose: Choose, spaces: readonly string[]): string {
  const space = () => spaces[choose(spaces.length)]!;
  if (typeof value === 'string') return quote(value, choose);
  if (Array.isArray(value)) {
    return `[${space()}${value.map((item) => write(item, choose, spaces)).join(`${space()},${space()}`)}${space()}]`;
  }
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const written = Object.entries(value).filter(([, item]) => item !== undefined);
  const members = written.map(
    ([key, item]) => `${quote(key, () => 1)}${space()}:${space()}${write(item, choose, spaces)}`,
  );
  if (choose(3) === 0) members.splice(choose(members.length + 1), 0, `"x_${choose(9)}":${odd(choose)}`);
  const [repeated] = written[choose(written.length)] ?? [];
  if (repeated !== undefined && choose(8) === 0)
    members.unshift(`${quote(repeated, () => 1)}:${odd(choose)}`);
  return `{${space()}${members.join(`${space()},${space()}`)}${space()}}`;
}

function odd(choose: Choose): string {
  return ODD_VALUES[choose(ODD_VALUES.length)]!;
}

function quote(text: string, choose: Choose): string {
  const units = Array.from({ length: text.length }, (_, at) => text[at]!);
  return `"${units.map((unit) => quoteUnit(unit, choose)).join('')}"`;
}

function quoteUnit(unit: string, choose: Choose): string {
  if (choose(6) === 0) return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  if (unit === '/' && choose(2) === 0) return '\\/';
  return JSON.stringify(unit).slice(1, -1);
}

/** The value's JSON in an arbitrary notation. */
function notations(value: fc.Arbitrary<unknown>, spaces: readonly string[] = SPACES): fc.Arbitrary<string> {
  return fc.tuple(value, fc.array(fc.nat(9999), { minLength: 40, maxLength: 40 })).map(([drawn, tape]) => {
    let next = 0;
    return write(drawn, (options) => (tape[next++ % tape.length]! + next) % options, spaces);
  });
}

const text = fc.string({ unit: 'binary', maxLength: 12 });
const callId = fc.constantFrom('c1', 'c2', 'c3');
const cache = fc.constantFrom(undefined, undefined, { type: 'ephemeral' }, null);
const input = fc.dictionary(text, fc.jsonValue({ maxDepth: 1 }), { maxKeys: 2 });

/** What a program printed, in JSON that is a string. */
const result = fc.oneof(
  text,
  notations(fc.record({ output: text, metadata: fc.constant({ exit_code: 1 }) })),
  notations(fc.record({ stdout: text, stderr: text, exitCode: fc.nat() })),
  notations(fc.array(fc.record({ type: fc.constantFrom('text', 'image'), text }), { maxLength: 2 })),
);

const textBlock = fc.record({ text, type: fc.constant('text'), cache_control: cache });
const block = fc.oneof(
  textBlock,
  fc.record({ type: fc.constant('tool_use'), id: callId, name: text, input }),
  fc.record({
    tool_use_id: callId,
    type: fc.constant('tool_result'),
    is_error: fc.constantFrom(undefined, true, false),
    cache_control: cache,
    content: fc.oneof(result, fc.array(textBlock, { maxLength: 2 }), fc.constant(undefined)),
  }),
  fc.record({ type: fc.constantFrom('thinking', 'image', 'of next year'), data: text }),
);
const anthropicMessage = fc.record({
  role: fc.constantFrom('user', 'assistant'),
  content: fc.oneof(text, fc.array(block, { maxLength: 3 })),
});
const openaiMessage = fc.oneof(
  fc.record({ role: fc.constantFrom('user', 'system', 'developer'), content: text }),
  fc.record({
    role: fc.constant('assistant'),
    content: fc.oneof(text, fc.constant(null)),
    tool_calls: fc.array(
      fc.record({
        id: callId,
        type: fc.constant('function'),
        function: fc.record({ name: text, arguments: fc.oneof(text, fc.constant('{"path":"a.ts"}')) }),
      }),
      { maxLength: 2 },
    ),
  }),
  fc.record({ role: fc.constant('tool'), tool_call_id: callId, content: result }),
);

const withMark = (body: fc.Arbitrary<string>) =>
  fc.tuple(fc.boolean(), body).map(([mark, json]) => (mark ? `\ufeff${json}` : json));

export const anthropicBodies = withMark(
  notations(
    fc.record({
      system: fc.oneof(text, fc.array(textBlock, { maxLength: 2 })),
      messages: fc.array(anthropicMessage, { minLength: 1, maxLength: 4 }),
      tools: fc.array(fc.record({ name: text, input_schema: input, cache_control: cache }), { maxLength: 2 }),
      model: fc.constant('claude-sonnet-4-5'),
    }),
  ),
);

const ollamaMessage = fc.oneof(
  fc.record({
    role: fc.constantFrom('system', 'user'),
    content: text,
    images: fc.constantFrom(undefined, ['aGVsbG8=']),
  }),
  fc.record({
    role: fc.constant('assistant'),
    content: fc.oneof(text, fc.constant(undefined)),
    thinking: fc.oneof(text, fc.constant(undefined)),
    tool_calls: fc.array(
      fc.record({ function: fc.record({ name: fc.constantFrom('read', 'list'), arguments: input }) }),
      { maxLength: 2 },
    ),
  }),
  fc.record({
    role: fc.constant('tool'),
    tool_name: fc.constantFrom('read', 'list', undefined),
    content: result,
  }),
);

export const ollamaBodies = withMark(
  notations(
    fc.record({
      model: fc.constant('qwen3:8b'),
      messages: fc.array(ollamaMessage, { minLength: 1, maxLength: 5 }),
      stream: fc.boolean(),
      keep_alive: fc.constantFrom('5m', 0),
    }),
  ),
);

export const openaiBodies = withMark(
  notations(
    fc.record({
      model: fc.constant('gpt-5'),
      messages: fc.array(openaiMessage, { maxLength: 4 }),
      response_format: fc.constant(null),
      tools: fc.array(fc.record({ type: fc.constant('function'), function: fc.record({ name: text }) }), {
        maxLength: 2,
      }),
    }),
  ),
);

export const messageLists = withMark(
  notations(fc.array(fc.oneof(anthropicMessage, openaiMessage), { minLength: 1, maxLength: 5 })),
);

const contentPart = fc.oneof(
  fc.record({ type: fc.constantFrom('input_text', 'output_text', 'text'), text }),
  fc.record({ type: fc.constantFrom('input_image', 'of next year'), image_url: text }),
);
const output = fc.oneof(
  result,
  fc.array(contentPart, { maxLength: 2 }),
  fc.array(fc.record({ stdout: text, stderr: text }), { maxLength: 2 }),
  fc.constantFrom(null, undefined, { type: 'screenshot' }),
);
const responsesItem = fc.oneof(
  fc.record({
    type: fc.constantFrom('message', undefined),
    role: fc.constantFrom('user', 'assistant', 'developer'),
    content: fc.oneof(text, fc.array(contentPart, { maxLength: 2 })),
  }),
  fc.record({
    call_id: callId,
    type: fc.constantFrom('function_call', 'local_shell_call', 'mcp_call', 'of_next_year_call'),
    name: fc.oneof(text, fc.constant(undefined)),
    arguments: fc.oneof(text, fc.constantFrom('{"path":"a.ts"}', undefined)),
    action: fc.oneof(input, fc.constant(undefined)),
    output: fc.oneof(text, fc.constantFrom(null, undefined)),
  }),
  fc.record({
    type: fc.constantFrom('function_call_output', 'shell_call_output', 'of_next_year_output'),
    call_id: callId,
    output,
    status: fc.constantFrom('completed', 'failed', undefined),
  }),
  fc.record({ type: fc.constantFrom('reasoning', 'item_reference', 'of next year'), encrypted: text }),
);

export const responsesBodies = withMark(
  notations(
    fc.record({
      model: fc.constant('gpt-5'),
      instructions: fc.oneof(text, fc.constantFrom(null, undefined)),
      store: fc.constant(false),
      input: fc.oneof(text, fc.array(responsesItem, { maxLength: 4 })),
      tools: fc.array(fc.record({ type: fc.constantFrom('function', 'web_search'), name: text }), {
        maxLength: 2,
      }),
    }),
  ),
);

const opencodePart = fc.oneof(
  fc.record({ type: fc.constantFrom('text', 'reasoning', 'of next year'), text }),
  fc.record({ type: fc.constant('file'), mime: fc.constantFrom('image/png', 'text/plain'), url: text }),
  fc.record({
    type: fc.constant('tool'),
    tool: text,
    callID: callId,
    state: fc.record({
      status: fc.constantFrom('completed', 'error', 'running'),
      input,
      output: fc.oneof(result, fc.constant(undefined)),
      error: result,
      time: fc.constantFrom(undefined, { start: 1 }, { start: 1, compacted: 2 }),
      attachments: fc.constantFrom(undefined, [], [{ type: 'file', url: 'data:' }]),
    }),
  }),
  fc.record({ type: fc.constant('compaction'), tail_start_id: fc.constantFrom('m1', 'm2', undefined) }),
);

export const opencodeSessions = withMark(
  notations(
    fc.record({
      info: fc.constant({ id: 'ses_1', projectID: 'global' }),
      messages: fc.array(
        fc.record({
          info: fc.record({
            role: fc.constantFrom('user', 'assistant'),
            id: fc.constantFrom('m1', 'm2', 'm3'),
            parentID: fc.constantFrom('m1', 'm2', undefined),
            summary: fc.constantFrom(true, undefined),
            finish: fc.constant('stop'),
            modelID: text,
          }),
          parts: fc.array(opencodePart, { maxLength: 3 }),
        }),
        { maxLength: 4 },
      ),
    }),
  ),
);

/** Lines after a first one, the last of all perhaps cut off. */
function linesAfter(first: string, line: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.array(notations(line, ['', '', ' ', '\t']), { maxLength: 5 }),
      fc.constantFrom('\n', '\r\n', '\n\n'),
      fc.constantFrom('', '\n', '\n{"type":"us', '\r\n'),
    )
    .map(([lines, newline, tail]) => [first, ...lines].join(newline).concat(tail));
}

/** The first line is always a turn of the session itself. */
export const transcripts = linesAfter(
  '{"type":"user","message":{"role":"user","content":"Hello \\/"}}',
  fc.oneof(
    fc.record({
      type: fc.constantFrom('user', 'assistant'),
      isSidechain: fc.boolean(),
      message: anthropicMessage,
    }),
    fc.record({
      type: fc.constant('attachment'),
      attachment: fc.record({
        content: fc.oneof(text, fc.record({ file: fc.record({ content: text }) }), fc.constant([])),
      }),
    }),
    fc.record({ type: fc.constantFrom('summary', 'of next year'), summary: text }),
  ),
);

export const codexSessions = linesAfter(
  '{"timestamp":"t","type":"session_meta","payload":{"id":"s","instructions":"Be \\/"}}',
  fc.oneof(
    fc.record({ type: fc.constant('response_item'), payload: responsesItem }),
    fc.record({
      type: fc.constant('compacted'),
      payload: fc.record({
        message: text,
        replacement_history: fc.oneof(fc.array(responsesItem, { maxLength: 2 }), fc.constant(undefined)),
      }),
    }),
    fc.record({ type: fc.constantFrom('event_msg', 'turn_context'), payload: fc.record({ model: text }) }),
  ),
);

/** Neither JSON of messages nor lines of it. */
export const texts = fc.oneof(
  fc.string({ unit: 'binary' }).filter((drawn) => !/^[\ufeff\s]*[{[]/.test(drawn)),
  notations(fc.jsonValue({ maxDepth: 2 })).filter(
    (json) => !/"(?:role|messages|message|input|payload)"/.test(json),
  ),
);
