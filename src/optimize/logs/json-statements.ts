import { lineTemplate } from '../../similarity/line-template.js';
import { createTemplateTree, TEMPLATE_WORDS } from '../../similarity/template-tree.js';
import { isCriticalLine } from '../gate/critical-line.js';
import { alarmsIn } from '../json/alarms-in.js';
import { type JsonNode, type JsonObject, readJson, writeJson } from '../json/json-node.js';
import { recordIn } from '../json/tabulate-lines.js';
import { logTime } from './log-time.js';

/** A record of a structured log: a line that is a JSON object, possibly behind what a container's runtime puts before it. */
export interface JsonStatement {
  /** Number of its line, from 0. */
  readonly at: number;
  /** Its line with {@link CELL} for each value, for each word of its message, and for each moment before it. */
  readonly skeleton: string;
  /** What stands there, in order. */
  readonly cells: readonly string[];
  /** Which of the cells are its times. */
  readonly times: ReadonlySet<number>;
  /** Statements of one kind have the same skeleton and level, and messages alike. */
  readonly kind: number;
  /** Whether it carries what a reader must not miss. */
  readonly isCritical: boolean;
}

/** Stands for a value: a letter that JSON never has unescaped. */
export const CELL = '\u0001';

/** Records from which a text is a log, the share of its lines that they are, and that of records that look like a log's. */
const MIN_RECORDS = 5;
const SHARE = 0.6;
/** Records after which what is known of their values is forgotten: they are not looked at again. */
const REMEMBERED = 1000;
/** Share of the words that messages of a kind have in common. */
const ALIKE = 0.6;

/**
 * What stands before a record: `web-1  | `, `[pod/web-6d4b/app] `, `2026-01-05T10:00:00Z stdout F `, `Jan 5 10:00:00 web app[12]: `.
 * No code, of which the marks tell.
 */
const PREFIX = /^[^\s{}"'=()<>;,][^{}"'=()<>;,]{0,158}[ \t](?=\{")/;
/** Time, level and message, as pino, bunyan, winston, zap, zerolog, logrus, slog, structlog, log4j, Serilog, Docker and ECS name them. */
const TIME =
  /^"(?:@?time(?:_?stamp)?|ts|t|@t|date(?:_?time)?|event_?time|asctime|instant|time_?(?:millis|local|iso8601))"$/i;
const LEVEL =
  /^"(?:level|lvl|l|@l|log\.?level|log_level|level_?name|severity(?:_?text)?|syslog_?severity|priority)"$/i;
const MESSAGE = /^"(?:msg|message|@m|@mt|event|log|MESSAGE|short_message)"$/;
/** What an access log has instead of a message. */
const REQUEST = /^"(?:status(?:_?code)?|method|request(?:_method|_uri)?|uri|http)"$/i;

/** The records of a structured log in their order; undefined if the text is none. Linear. */
export function jsonStatements(lines: readonly string[]): readonly JsonStatement[] | undefined {
  const tree = createTemplateTree({ threshold: ALIKE });
  const kinds = new Map<string, number>();
  let isAlarm = alarmsIn();
  const statements: JsonStatement[] = [];
  let [written, logged] = [0, 0];
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') continue;
    written++;
    const prefix = PREFIX.exec(line)?.[0] ?? '';
    const json = recordIn(line.slice(prefix.length));
    const read = json === undefined ? undefined : readJson(json);
    if (read?.kind !== 'object') continue;
    if (isLogged(read)) logged++;
    const root = unwrapped(read);
    if (statements.length % REMEMBERED === 0) isAlarm = alarmsIn();
    const { skeleton, cells, times, message } = skeletonOf(prefix, root);
    const level = scalarAt(root, LEVEL) ?? '';
    const like = tree.add(lineTemplate(message), `${level}\n${skeleton.replaceAll(CELL, '')}`);
    const kind = `${like}\n${skeleton}`;
    kinds.set(kind, kinds.get(kind) ?? kinds.size);
    const isCritical = isBadLevel(root) || isAlarm(withoutMeasures(root)) || isCriticalLine(prefix);
    statements.push({ at, skeleton, cells, times, kind: kinds.get(kind)!, isCritical });
  }
  const isLog =
    statements.length >= MIN_RECORDS &&
    statements.length >= SHARE * written &&
    logged >= SHARE * statements.length;
  return isLog ? statements : undefined;
}

function isLogged(root: JsonObject): boolean {
  const has = (pattern: RegExp) =>
    root.members.some(({ key, value }) => pattern.test(key) && value.kind === 'scalar');
  return has(TIME) && (has(LEVEL) || has(MESSAGE) || has(REQUEST));
}

function scalarAt({ members }: JsonObject, pattern: RegExp): string | undefined {
  for (const { key, value } of members) {
    const own = value.kind === 'object' && MESSAGE.test(key) ? scalarAt(value, pattern) : undefined;
    if (own !== undefined) return own;
    if (pattern.test(key) && value.kind === 'scalar') return value.text;
  }
  return undefined;
}

/** A record whose message is a JSON object in a string, as Docker wraps what a program logs, with the object itself. */
function unwrapped(root: JsonObject): JsonObject {
  const members = root.members.map((member) => {
    const { key, value } = member;
    if (value.kind !== 'scalar' || !value.text.startsWith('"{') || !MESSAGE.test(key)) return member;
    const json = recordIn(JSON.parse(value.text) as string);
    return { key, value: (json === undefined ? undefined : readJson(json)) ?? value };
  });
  return { kind: 'object', members };
}

interface Skeleton {
  readonly skeleton: string;
  readonly cells: readonly string[];
  readonly times: ReadonlySet<number>;
  readonly message: string;
}

function skeletonOf(prefix: string, root: JsonObject): Skeleton {
  const cells: string[] = [];
  const times = new Set<number>();
  let message: string | undefined;
  const skeleton = prefixed() + written(root, true);
  return { skeleton, cells, times, message: message ?? '' };

  function prefixed(): string {
    const time = logTime(prefix);
    if (!time) return prefix;
    times.add(cells.push(prefix.slice(time.start, time.end)) - 1);
    return prefix.slice(0, time.start) + CELL + prefix.slice(time.end);
  }

  function written(node: JsonObject, isRoot: boolean): string {
    const members = node.members.map(({ key, value }) => `${key}:${cellsOf(key, value, isRoot)}`);
    return `{${members.join(',')}}`;
  }

  function cellsOf(key: string, value: JsonNode, isRoot: boolean): string {
    if (value.kind === 'object') return written(value, isRoot && MESSAGE.test(key));
    const text = writeJson(value);
    if (isRoot && message === undefined && text.startsWith('"') && MESSAGE.test(key)) {
      message = text;
      return text.replace(TEMPLATE_WORDS, (word) => {
        cells.push(word);
        return CELL;
      });
    }
    if (isRoot && value.kind === 'scalar' && TIME.test(key)) times.add(cells.length);
    cells.push(text);
    return CELL;
  }
}

/** Levels that are a letter, as in `"level":"E"`, or a number of syslog, of which the least are the worst. */
function isBadLevel({ members }: JsonObject): boolean {
  return members.some(({ key, value }) => {
    if (value.kind === 'object') return isBadLevel(value);
    if (value.kind !== 'scalar' || !LEVEL.test(key)) return false;
    return (
      /^"[EWFCA]"$/i.test(value.text) || (/severity|priority/i.test(key) && /^"?[0-4]"?$/.test(value.text))
    );
  });
}

/** Keys of numbers that are no status, whatever stands around them. */
const MEASURE =
  /(?:time|duration|latency|elapsed|took|ms|millis|micros|seconds|size|length|bytes|count|total|port|pid|ttl|amount|price|offset)"$/i;

/** The record without what looks like an HTTP status but is a duration, a size or the like. */
function withoutMeasures(node: JsonObject): JsonObject {
  const members = node.members.flatMap((member) => {
    const { key, value } = member;
    if (value.kind === 'object') return [{ key, value: withoutMeasures(value) }];
    const isNumber = value.kind === 'scalar' && /^"?\d+(?:\.\d+)?"?$/.test(value.text);
    return isNumber && MEASURE.test(key) && !isCriticalLine(`${key}:1`) ? [] : [member];
  });
  return { kind: 'object', members };
}
