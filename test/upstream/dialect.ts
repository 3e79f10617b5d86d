import type { Usage } from '../../src/context/agent-session.js';
import type { Part } from './script.js';

/** An answer with all that its wire form needs. */
export interface Reply {
  readonly id: string;
  readonly model: string;
  readonly parts: readonly Part[];
  readonly usage: Usage;
  readonly request: Readonly<Record<string, unknown>>;
}

/** The wire form of one API's answers. */
export interface Dialect {
  readonly streamType: string;
  isStream(request: Readonly<Record<string, unknown>>): boolean;
  document(reply: Reply): unknown;
  /** One text an event or line. */
  events(reply: Reply): readonly string[];
  error(type: string, message: string): unknown;
  errorEvent(type: string, message: string): string;
}

export const serverSent = (data: unknown, name?: string) =>
  `${name === undefined ? '' : `event: ${name}\n`}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;

/** Pieces of up to 12 code points, so that some end within a word, none within a character. */
export function pieces(text: string): readonly string[] {
  const all = [...text];
  const starts = Array.from({ length: Math.ceil(all.length / 12) }, (_, index) => 12 * index);
  return starts.map((start) => all.slice(start, start + 12).join(''));
}

export const promptTokens = ({ input, cacheRead, cacheWrite }: Usage) => input + cacheRead + cacheWrite;

export const callsTool = (parts: readonly Part[]) =>
  parts.some((part) => part.type === 'tool' && part.found === undefined);

export const toolId = (prefix: string, reply: Reply, index: number) => `${prefix}_${reply.id}_${index}`;
