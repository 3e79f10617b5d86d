import { isCriticalLine } from '../gate/critical-line.js';
import type { JsonNode } from './json-node.js';
import { tellsSuccess } from './record-keys.js';

/** What says that there is nothing to say. */
const NOTHING: ReadonlySet<string> = new Set(['null', 'false', '0', '""', '"0"', '"none"']);

/**
 * Tells of values of a tree whether they speak of an error, a warning, a failure or a status of 400 or more, in a key
 * or in what stands under it; `"errors": []` and `"failed": 0` do not, `"ok": false` does. Each value is looked at once.
 */
export function alarmsIn(): (node: JsonNode) => boolean {
  const known = new Map<JsonNode, boolean>();
  const ofLine = new Map<string, boolean>();
  return isAlarm;

  function isAlarm(node: JsonNode): boolean {
    const is = known.get(node) ?? look(node);
    known.set(node, is);
    return is;
  }

  function look(node: JsonNode): boolean {
    if (node.kind === 'scalar') return isCritical(node.text);
    if (node.kind === 'array') return node.items.some(isAlarm);
    return node.members.some(({ key, value }) => {
      if (value.kind !== 'scalar') return !isEmpty(value) && (isCritical(key) || isAlarm(value));
      if (NOTHING.has(value.text)) return value.text === 'false' && tellsSuccess(key);
      return isCritical(`${key}:${value.text}`);
    });
  }

  function isCritical(line: string): boolean {
    const is = ofLine.get(line) ?? isCriticalLine(line);
    ofLine.set(line, is);
    return is;
  }
}

function isEmpty(node: Exclude<JsonNode, { kind: 'scalar' }>): boolean {
  return node.kind === 'array' ? node.items.length === 0 : node.members.length === 0;
}
