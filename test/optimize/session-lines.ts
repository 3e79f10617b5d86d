/** Session files of Claude Code, line by line, as small as they can be told. */
export interface Billed {
  readonly input?: number;
  readonly write?: number;
  readonly read?: number;
  readonly output?: number;
  /** Whether what is written lives for an hour. */
  readonly hour?: boolean;
}

/** A user's turn: words, or the result of a call. */
export function user(content: unknown, rest: object = {}): object {
  return { type: 'user', message: { role: 'user', content }, ...rest };
}

export function result(id: string, content: string): object {
  return user([{ type: 'tool_result', tool_use_id: id, content }]);
}

/** An assistant's turn that answers a request, `at` so many seconds after the session's begin. */
export function assistant(
  request: string,
  at: number,
  content: unknown,
  { input = 1, write = 0, read = 0, output = 1, hour = false }: Billed = {},
  rest: object = {},
): object {
  return {
    type: 'assistant',
    requestId: request,
    timestamp: new Date(Date.UTC(2026, 4, 1, 10) + at * 1000).toISOString(),
    message: {
      role: 'assistant',
      model: 'claude-sonnet-4-5',
      content,
      usage: {
        input_tokens: input,
        cache_creation_input_tokens: write,
        cache_read_input_tokens: read,
        output_tokens: output,
        cache_creation: {
          ephemeral_5m_input_tokens: hour ? 0 : write,
          ephemeral_1h_input_tokens: hour ? write : 0,
        },
      },
    },
    ...rest,
  };
}

export function call(id: string, name: string, input: object): object {
  return { type: 'tool_use', id, name, input };
}

export const compaction = {
  type: 'system',
  subtype: 'compact_boundary',
  compactMetadata: { trigger: 'auto', preTokens: 30_000 },
};

export function summary(text: string): object {
  return user(text, { isCompactSummary: true });
}

export function fileOf(...lines: readonly object[]): string {
  return `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`;
}
