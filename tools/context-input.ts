import { z } from 'zod';
import type { App } from '../src/app.js';
import type { Text } from '../src/context/exact-bytes.js';
import { CtxoptError } from '../src/errors.js';
import type { Call } from '../src/mcp/define-tool.js';
import { originalOf } from '../src/store/original-of.js';

/** The three ways to hand a context to a tool: exactly one of them. */
export const contextInput = {
  content: z.string().optional(),
  messages: z.array(z.looseObject({})).optional(),
  path: z.string().optional().describe('File or ctx: handle'),
};

/** Those of its arguments that may be long. */
export const longInput = ['content', 'messages'] as const;

export interface ContextInput {
  readonly content?: string | undefined;
  readonly messages?: readonly unknown[] | undefined;
  readonly path?: string | undefined;
}

/** A context as a tool works on it. */
export interface Body {
  readonly text: Text;
  /** The format's name, where the argument says it. */
  readonly format?: string;
  /** The argument that named it, to be repeated in a call that is recommended. */
  readonly argument: string;
  /** The file it came from, as shown to people; absent for what came inline. */
  readonly file?: string;
  /** Content hash of that file. */
  readonly version?: string;
}

/**
 * The body that a call names.
 * @throws CtxoptError `invalid_input` unless exactly one of the three is given; whatever reading a file throws
 */
export async function bodyOf(app: App, input: ContextInput, call: Call): Promise<Body> {
  const given = (['content', 'messages', 'path'] as const).filter((name) => input[name] !== undefined);
  if (given.length !== 1) {
    const what =
      given.length === 0 ? 'Nothing to work on was given' : `${given.join(' and ')} were given together`;
    throw new CtxoptError('invalid_input', `${what}.`, 'Give exactly one of content, messages or path.');
  }
  if (input.path !== undefined) return bodyAt(app, input.path, call);
  if (input.messages) {
    const text = call.long?.messages ?? jsonOf(input.messages);
    return { text, format: 'message-list', argument: '"messages":[…]' };
  }
  return { text: call.long?.content ?? input.content ?? '', argument: '"content":"…"' };
}

/**
 * Messages given inline as the body they are.
 * @throws CtxoptError `invalid_input` if they are nested beyond what the engine can write
 */
export function jsonOf(messages: readonly unknown[]): string {
  try {
    return JSON.stringify(messages);
  } catch (cause) {
    throw new CtxoptError(
      'invalid_input',
      'The messages are nested too deeply to be read.',
      'Give them as text, or name a file that holds them.',
      { cause },
    );
  }
}

/** The body in a file, or under a handle. */
export async function bodyAt(app: App, path: string, call: Call): Promise<Body> {
  const argument = `"path":${JSON.stringify(path)}`;
  if (path.startsWith('ctx:')) return { text: (await originalOf(app.store, path)).text, argument };
  const { readTextFile } = await import('../src/read/read-text-file.js');
  const file = await readTextFile(await app.scope(await call.roots()), path, {
    signal: call.signal,
    decode: (bytes) => app.compute.run('decode', bytes, call),
  });
  return {
    text: file.text,
    argument,
    ...(MARKDOWN.test(path) ? { format: 'markdown' } : {}),
    file: file.path.display,
    version: file.hash,
  };
}

const MARKDOWN = /\.(?:md|mdx|markdown)$/i;
