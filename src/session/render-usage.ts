import type { StoreStatus } from '../store/store.js';
import type { UsageGroup, UsageSummary } from './summarize-usage.js';

/** Each part shows so many groups at most; JSON has them all. */
const SHOWN = 5;
const BAR = 12;
const NAME = 40;

const HOW =
  'Unit: o200k_base tokens placed in the window, each counted once, though every later turn pays for both sides again. ' +
  "Baseline: what the client's own reader would have returned, at most 2,000 lines and 25,000 tokens, once per file " +
  'version and session. Net: baseline less results, arguments and schemas; the parts above leave out schemas.';

interface Line {
  readonly tokens: number;
  readonly what: string;
}

interface Section {
  readonly title: string;
  readonly groups: readonly UsageGroup[];
}

/** A usage summary for a model or a person, in about a screenful; as JSON, whole, with the store's status. */
export function renderUsage(
  summary: UsageSummary,
  status: StoreStatus,
  format: 'text' | 'markdown' | 'json',
): string {
  if (format === 'json') return JSON.stringify({ ...summary, store: status }, null, 2);
  const warning = status.warning === undefined ? [] : [`Warning: ${status.warning}`];
  if (summary.calls === 0) return [...warning, EMPTY].join('\n\n');
  const markdown = format === 'markdown';
  const sections = sectionsOf(summary);
  return [
    markdown ? `## ${headline(summary)}` : headline(summary),
    ...warning,
    (markdown ? accountTable : accountText)(accountOf(summary)),
    (markdown ? sectionTables : sectionTexts)(sections),
    HOW,
  ].join('\n\n');
}

const EMPTY =
  'No calls are recorded here yet, so nothing was saved or spent but the tool list. ' +
  'Read a file with smart_read, then ask again; scope "project" or "all" and an earlier "since" look further.';

function headline({ net, calls, sessions, period }: UsageSummary): string {
  const outcome =
    net < 0
      ? `ctxopt cost ${number(-net)} tokens more than it saved`
      : `ctxopt saved ${number(net)} tokens net`;
  const days = period ? [...new Set([day(period.from), day(period.to)])].join(' to ') : '';
  return `${outcome}: ${plural(calls, 'call')}, ${plural(sessions, 'session')}, ${days} (UTC)`;
}

function accountOf({ baseline, gross, costs, sessions, net }: UsageSummary): readonly Line[] {
  const lines: readonly Line[] = [
    { tokens: baseline, what: "baseline: the client's own reads" },
    { tokens: gross - baseline, what: 'results given instead' },
    { tokens: -costs.rereads, what: 'further results of the same files' },
    { tokens: -costs.originals, what: 'originals fetched back' },
    { tokens: -costs.other, what: 'reports, errors, other results' },
    { tokens: -costs.arguments, what: 'arguments of the calls' },
    { tokens: -costs.schema, what: `tool schemas, ${plural(sessions, 'session')}` },
  ];
  return [...lines.filter(({ tokens }) => tokens !== 0), { tokens: net, what: 'net' }];
}

function sectionsOf({ byTool, byFile, byDay, byView }: UsageSummary): readonly Section[] {
  const sections: readonly Section[] = [
    { title: 'By tool', groups: byTool.slice(0, SHOWN) },
    { title: 'Top views', groups: byView.slice(0, SHOWN) },
    { title: 'Top files', groups: byFile.slice(0, SHOWN) },
    { title: 'Latest days', groups: byDay.slice(-SHOWN) },
  ];
  return sections.filter(({ groups }) => groups.length > 0);
}

function accountText(lines: readonly Line[]): string {
  const width = Math.max(...lines.map(({ tokens }) => number(tokens).length));
  return lines.map(({ tokens, what }) => `${number(tokens).padStart(width)}  ${what}`).join('\n');
}

function accountTable(lines: readonly Line[]): string {
  return table(
    ['tokens', ''],
    lines.map(({ tokens, what }) => [number(tokens), what]),
  );
}

function sectionTexts(sections: readonly Section[]): string {
  const groups = sections.flatMap((section) => section.groups);
  const width = (cell: (group: UsageGroup) => string) =>
    Math.max(...groups.map((group) => cell(group).length));
  const [names, nets, calls] = [width(label), width(net), width((group) => number(group.calls))];
  return sections
    .map((section) => {
      const lines = section.groups.map((group) =>
        [
          label(group).padEnd(names),
          net(group).padStart(nets),
          number(group.calls).padStart(calls),
          bar(group, section.groups),
        ]
          .join(' ')
          .trimEnd(),
      );
      return [`${section.title} (net, calls)`, ...lines].join('\n');
    })
    .join('\n');
}

function sectionTables(sections: readonly Section[]): string {
  return sections
    .map(({ title, groups }) =>
      table(
        [title, 'net', 'calls', ''],
        groups.map((group) => [
          label(group).replaceAll('|', '\\|'),
          net(group),
          number(group.calls),
          bar(group, groups),
        ]),
      ),
    )
    .join('\n\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** `#` for what was saved, `-` for what was lost, to the scale of the section. */
function bar({ net }: UsageGroup, groups: readonly UsageGroup[]): string {
  const most = Math.max(...groups.map((group) => Math.abs(group.net)));
  if (most === 0) return '';
  return (net < 0 ? '-' : '#').repeat(Math.ceil((Math.abs(net) / most) * BAR));
}

/** A name on one line and of bounded length: of a long path the end tells most. */
function label({ name }: UsageGroup): string {
  const line = name.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, '?');
  return line.length <= NAME ? line : `…${line.slice(1 - NAME)}`;
}

function net(group: UsageGroup): string {
  return number(group.net);
}

function number(tokens: number): string {
  return tokens.toLocaleString('en-US');
}

function plural(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
