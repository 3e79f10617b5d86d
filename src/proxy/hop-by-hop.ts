/** Fields that concern one connection only, and end where it ends (RFC 9110, 7.6.1 and 11.7). */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
]);

/**
 * The header fields that travel on: all but those of the one connection, and those that its `Connection` field names.
 * @param raw name, value, name, value … as in `rawHeaders`; the order, the case and repeated names stay
 * @param isDropped of a name in lower case: whether it is left out as well
 */
export function endToEnd(
  raw: readonly string[],
  isDropped: (name: string) => boolean = () => false,
): string[] {
  const named = connectionOptions(raw);
  const kept: string[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = raw[at]!.toLowerCase();
    if (!HOP_BY_HOP.has(name) && !named?.has(name) && !isDropped(name)) kept.push(raw[at]!, raw[at + 1]!);
  }
  return kept;
}

function connectionOptions(raw: readonly string[]): Set<string> | undefined {
  let named: Set<string> | undefined;
  for (let at = 0; at + 1 < raw.length; at += 2) {
    if (raw[at]!.length !== 'connection'.length || raw[at]!.toLowerCase() !== 'connection') continue;
    const value = raw[at + 1]!;
    if (value === 'keep-alive' || value === 'close') continue;
    named ??= new Set();
    for (const option of value.split(',')) named.add(option.trim().toLowerCase());
  }
  return named;
}
