import type { Part } from '../../context/context.js';
import { marker } from '../../context/handle.js';
import type { PassEnv } from '../pass.js';

/** A text, and what the marker on its first line says, if it has one. */
export interface OpenedText {
  readonly said?: string;
  readonly body: string;
}

const OPENING = /^\[ctxopt: ([^[\]\n]*), (ctx:[0-9a-f]{12,64})\](?:\n|$)/;

/** Takes off the marker that a pass of this run put on a part's first line. */
export function openText(part: Part, env: PassEnv): OpenedText {
  const match = OPENING.exec(part.text);
  if (!match || match[2] !== env.handle(part)) return { body: part.text };
  return { said: match[1]!, body: part.text.slice(match[0].length) };
}

/** A text under one marker that says what was done now behind what was done before. */
export function closeText({ said, body }: OpenedText, done: string, part: Part, env: PassEnv): string {
  return `${marker(said === undefined ? done : `${said}, ${done}`, env.handle(part))}\n${body}`;
}
