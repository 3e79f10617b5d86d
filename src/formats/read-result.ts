import { addNested, addRaw, addString, type Draft, type PartLabel } from './draft.js';
import { isTrue, type JsonArray, type JsonNode, type JsonObject, parseJson, stringOf } from './parse-json.js';

/** What a program that ran printed, where its result is an object. */
const PRINTED: ReadonlySet<string> = new Set(['output', 'stdout', 'stderr', 'aggregated_output']);

/** What else tells of a run. An object with any other member may be a record of anything, and is read as a whole. */
const OF_RUN: ReadonlySet<string> = new Set([
  ...['exit_code', 'exitCode', 'returncode', 'return_code', 'code', 'status', 'success', 'error', 'signal'],
  ...['killed', 'interrupted', 'truncated', 'timed_out', 'timedOut', 'isImage', 'noOutputExpected'],
  ...['command', 'cwd', 'pid', 'process_id', 'session_id', 'chunk_id', 'metadata', 'original_token_count'],
  ...['duration', 'duration_ms', 'durationMs', 'duration_seconds', 'wall_time', 'wall_time_seconds'],
]);
const EXIT_CODES: ReadonlySet<string> = new Set(['exit_code', 'exitCode', 'returncode', 'return_code']);

/** The members of an MCP result, and of a block of text in it. */
const OF_RESULT: ReadonlySet<string> = new Set(['content', 'isError', 'structuredContent', '_meta']);
const OF_BLOCK: ReadonlySet<string> = new Set(['type', 'text', 'annotations', '_meta']);

/** The members that are looked into. */
const INTO: ReadonlySet<string> = new Set(['content', 'metadata']);

/** A look at the beginning tells nearly every text that is no such JSON. */
const BEGINNING = /\s*(?:\{\s*"(\w+)"\s*:|\[\s*\{)/y;

/** Strings in a JSON text, in order, and whether it tells of a failure. */
interface Inner {
  readonly texts: readonly { readonly place: string; readonly node: JsonNode }[];
  readonly hasFailed: boolean;
}

/**
 * A string that a tool gave, as a part. Some clients write into it, as JSON, what a program printed with its exit code
 * (Codex: `{"output":"…","metadata":{"exit_code":0}}`, or the `output` and `wall_time_seconds` of a script's
 * `exec_command`), or the blocks of an MCP result. Then what was printed is the part, by an id such as
 * `input.3.output#stdout`, and what stands around it, exit codes included, is opaque. Told by the members that are there,
 * never by how long they are: a text that became shorter is read the same. Linear.
 */
export function readResult(draft: Draft, node: JsonNode, label: PartLabel): void {
  const text = label.kind === 'tool_result' ? stringOf(draft.body, node) : undefined;
  const inner = text === undefined ? undefined : innerOf(text);
  if (!inner || text === undefined) {
    addString(draft, node, label);
    return;
  }
  const tool = inner.hasFailed && label.tool ? { ...label.tool, isError: true } : label.tool;
  const words = tool ? { ...label, tool } : label;
  const inBody = offsetsIn(draft.body, node.start);
  let from = node.start;
  for (const [at, { place, node: found }] of inner.texts.entries()) {
    const [start, end] = [inBody(found.start), inBody(found.end)];
    addAround(from, start, at);
    const said = stringOf(text, found)!;
    const id = `${label.id}#${place}`;
    const isEmpty = said === '';
    addNested(draft, { ...found, start, end }, said, { ...words, id, ...(isEmpty ? OPAQUE : {}) });
    from = end;
  }
  addAround(from, node.end, inner.texts.length);

  function addAround(start: number, end: number, at: number): void {
    addRaw(draft, { type: 'null', start, end }, { ...words, id: `${label.id}#around.${at}`, kind: 'opaque' });
  }
}

/** Nothing was printed: no part of a result that stands beside what was. */
const OPAQUE = { kind: 'opaque', editable: false } as const;

function innerOf(text: string): Inner | undefined {
  BEGINNING.lastIndex = 0;
  const [beginning, key] = BEGINNING.exec(text) ?? [];
  const isOther = key !== undefined && !PRINTED.has(key) && !OF_RUN.has(key) && !OF_RESULT.has(key);
  if (beginning === undefined || isOther) return undefined;
  const root = parsed(text);
  if (root?.type === 'array') return inBlocks(text, root, '');
  return root?.type === 'object' ? (inRun(text, root) ?? inToolResult(text, root)) : undefined;
}

function parsed(text: string): JsonNode | undefined {
  try {
    return parseJson(text, { start: 0, into: INTO });
  } catch {
    return undefined;
  }
}

function inRun(text: string, { members }: JsonObject): Inner | undefined {
  if (!areKnown(members, PRINTED, OF_RUN)) return undefined;
  const texts: { place: string; node: JsonNode }[] = [];
  let hasFailed = false;
  for (const { key, value } of members) {
    if (PRINTED.has(key) && value.type === 'string') texts.push({ place: key, node: value });
    else if (key === 'metadata' && value.type === 'object') hasFailed ||= value.members.some(tellsFailure);
    else if (value.type === 'object' || value.type === 'array') return undefined;
    else hasFailed ||= tellsFailure({ key, value });
  }
  return texts.length > 0 ? { texts, hasFailed } : undefined;

  function tellsFailure({ key, value }: { key: string; value: JsonNode }): boolean {
    return EXIT_CODES.has(key) && value.type === 'number' && text.slice(value.start, value.end) !== '0';
  }
}

function inToolResult(text: string, { members }: JsonObject): Inner | undefined {
  if (!areKnown(members, OF_RESULT)) return undefined;
  const [content, isError, structured] = ['content', 'isError', 'structuredContent'].map(
    (name) => members.find(({ key }) => key === name)?.value,
  );
  // What is said twice must stay alike in both.
  if (content?.type !== 'array' || (structured && structured.type !== 'null')) return undefined;
  const inner = inBlocks(text, content, 'content.');
  return inner && { ...inner, hasFailed: isTrue(text, isError) };
}

function inBlocks(text: string, { items }: JsonArray, place: string): Inner | undefined {
  const texts: { place: string; node: JsonNode }[] = [];
  for (const [at, item] of items.entries()) {
    if (item.type !== 'object') return undefined;
    const [type, said] = ['type', 'text'].map((name) => item.members.find(({ key }) => key === name)?.value);
    if (type?.type !== 'string') return undefined;
    if (stringOf(text, type) !== 'text') continue;
    if (said?.type !== 'string' || !areKnown(item.members, OF_BLOCK)) return undefined;
    texts.push({ place: `${place}${at}.text`, node: said });
  }
  return texts.length > 0 ? { texts, hasFailed: false } : undefined;
}

/** Whether each key is one of those, and none comes twice: which of two counts depends on the reader. */
function areKnown(members: JsonObject['members'], ...known: readonly ReadonlySet<string>[]): boolean {
  const keys = new Set(members.map(({ key }) => key));
  return keys.size === members.length && members.every(({ key }) => known.some((set) => set.has(key)));
}

/**
 * Where a unit of the value of the string literal at `open` stands in the body. The offsets asked for must not go back.
 */
function offsetsIn(body: string, open: number): (offset: number) => number {
  let [at, passed] = [open + 1, 0];
  let backslash = -1;
  return (offset) => {
    while (passed < offset) {
      if (backslash < at) backslash = body.indexOf('\\', at);
      const plain = backslash < 0 ? offset - passed : Math.min(backslash - at, offset - passed);
      at += plain;
      passed += plain;
      if (passed === offset) break;
      at += body[at + 1] === 'u' ? 6 : 2;
      passed++;
    }
    return at;
  };
}
