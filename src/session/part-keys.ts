import { createHash, type Hash } from 'node:crypto';
import type { Part } from '../context/context.js';
import { exactBytes } from '../context/exact-bytes.js';
import { documentStart, skipSpace, skipString, skipValue } from '../formats/scan-json.js';
import { mayBeFile } from '../optimize/reads/may-be-file.js';
import { isRewritable } from '../optimize/rewrite.js';
import { isOwnResult } from './own-results.js';

/** A part that may be rewritten, and what names the conversation up to it. */
export interface KeyedPart {
  /** Its index among the parts. */
  readonly at: number;
  /** 32 hexadecimal digits. */
  readonly key: string;
  /** The parts of the same result, `end` exclusive: what one call came to, its images included. */
  readonly start: number;
  readonly end: number;
}

/** Letters below which nothing could be gained from a result. */
const MIN_LENGTH = 64;

/** Bytes of a key: 2^64 conversations until two are likely to share one. */
const KEY_BYTES = 16;

/** What Claude Code's first line of the system prompt begins with. It differs between turns, and is no part of the prompt. */
const BILLING_LINE = 'x-anthropic-billing-header:';

/**
 * The results of tools that may be rewritten, each with a key that two conversations share exactly if they are the same
 * up to the end of that result: then the provider has cached the same prompt, and what was decided for one is right for the
 * other, be it a later turn, a retry, a branch, a resumed session or another client. What does not count: the parts'
 * ids, whether a content is a string or a list of blocks, where `cache_control` stands, and a billing line.
 * @param seed what conversations must share besides, such as provider and project
 */
export function keyedParts(parts: readonly Part[], seed: string): readonly KeyedPart[] {
  const chain = createHash('sha256').update(seed);
  const keyed: KeyedPart[] = [];
  for (let start = 0; start < parts.length; ) {
    const end = endOfResult(parts, start);
    for (let at = start; at < end; at++) addTo(chain, parts[at]!);
    for (let at = start; at < end; at++) {
      if (!mayGain(parts[at]!)) continue;
      const digest = chain
        .copy()
        .update(String(at - start))
        .digest();
      keyed.push({ at, key: digest.toString('hex', 0, KEY_BYTES), start, end });
    }
    start = end;
  }
  return keyed;
}

/** One key of anything, beside those of parts. */
export function keyOf(...names: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(names)).digest().toString('hex', 0, KEY_BYTES);
}

function mayGain(part: Part): boolean {
  const isResult = part.kind === 'tool_result' && isRewritable(part);
  return isResult && part.text.length >= MIN_LENGTH && !isOwnResult(part) && !mayBeFile(part);
}

/** Where the result ends that begins here; any other part is by itself. */
function endOfResult(parts: readonly Part[], start: number): number {
  const result = resultOf(parts[start]!);
  let end = start + 1;
  while (result !== undefined && end < parts.length && resultOf(parts[end]!) === result) end++;
  return end;
}

/**
 * The id of the block, message or item whose `content` or `output` holds a part. The call does not tell results apart: where
 * it has a second, that one must not change the key of the first.
 */
function resultOf({ id, role }: Part): string | undefined {
  return role === 'tool' ? /^(.*)\.(?:content|output)\b/s.exec(id)?.[1] : undefined;
}

function addTo(chain: Hash, { kind, role, text, tool, source }: Part): void {
  const isBilling = kind === 'system' && text.startsWith(BILLING_LINE);
  const said = isBilling ? '' : source.encoding === 'raw' ? withoutCacheMark(text) : text;
  const label = [kind, role, tool?.callId, tool?.name, tool?.isError === true, said.length];
  chain.update(JSON.stringify(label)).update(exactBytes(said));
}

/** An object's JSON as it would stand there without its member `cache_control`. Linear. */
export function withoutCacheMark(json: string): string {
  if (!json.includes('"cache_control"')) return json;
  const open = documentStart(json);
  let at = open + 1;
  let before = at;
  while (json[open] === '{') {
    const key = skipSpace(json, at, json.length);
    const after = json[key] === '"' ? skipString(json, key, json.length) : -1;
    if (after < 0) break;
    const value = skipSpace(json, skipSpace(json, after, json.length) + 1, json.length);
    const end = skipValue(json, value, json.length);
    const next = skipSpace(json, end, json.length);
    if (json.slice(key, after) === '"cache_control"') {
      const isFirst = before === open + 1;
      // With the comma before it, or where it comes first the one after it.
      const rest = isFirst && json[next] === ',' ? skipSpace(json, next + 1, json.length) : end;
      return json.slice(0, isFirst ? key : before) + json.slice(rest);
    }
    if (json[next] !== ',') break;
    before = end;
    at = next + 1;
  }
  return json;
}
