import { PRICES_AS_OF } from '../../tokens/model-table.js';
import type { Amount, Analysis, Finding, Recommendation, Sampled, Slice } from './analysis.js';
import type { Burden } from './burdens.js';
import type { SessionStory } from './session-story.js';
import { breakLine, commonFolder, compactionLine, fileLine, sessionLines } from './story-lines.js';

/** Rows shown of each list; what is left of a list becomes one row. */
const MAX_ROWS = 7;
const MAX_RECOMMENDATIONS = 7;
const MAX_FINDINGS = 10;
/** Rows of each kind in the story of a session. */
const MAX_STORY_ROWS = 3;
/** Letters of a name. */
const MAX_NAME = 48;

/** An analysis as text for a person or a model: a screenful, under 1,500 tokens. */
export function renderAnalysis(analysis: Analysis): string {
  const sections = [
    headingLines(analysis).join('\n'),
    table(analysis),
    analysis.story ? section('The session', storyLines(analysis.story)) : '',
    section(
      `In question (${findingsMeasure(analysis)})`,
      analysis.findings.slice(0, MAX_FINDINGS).map(findingLine),
    ),
    section(
      `Recommended (${analysis.sampled ? 'each by itself' : 'each measured by itself'})`,
      analysis.recommendations.slice(0, MAX_RECOMMENDATIONS).flatMap(recommendationLines),
    ),
  ];
  if (analysis.recommendations.length === 0) {
    const why = analysis.total.tokens === 0 ? 'there is no text in it' : 'no pass finds anything to take out';
    sections.push(`Nothing to recommend: ${why}.`);
  }
  return sections.filter(Boolean).join('\n\n');
}

/** How the findings were measured. */
export function findingsMeasure({ sampled }: Analysis): string {
  return sampled
    ? 'passes as they work at level balanced, one after the other: what one takes out no other counts'
    : 'each measured by itself; these overlap';
}

/** How a large context was measured, for people. */
function sampledLine({ parts, of, tokens, share }: Sampled): string {
  const looked =
    parts === of ? plural(of, 'tool output') : `${thousands(parts)} of ${plural(of, 'tool output')}`;
  return (
    'Too large to run everything alone: levels balanced and aggressive were run over all of it one after the other, ' +
    `level lossless was measured on ${looked} (${thousands(tokens)} tokens, ${percent(share)} of theirs) and scaled.`
  );
}

/** What was counted, with what, and what sending it costs. */
export function headingLines({
  format,
  messages,
  parts,
  tokenizer,
  model,
  total,
  cachedCost,
  frozen,
  media,
  sampled,
}: Analysis): readonly string[] {
  const lines = [
    `${format}: ${plural(messages, 'message')}, ${plural(parts, 'part')}, ${plural(total.tokens, 'token')}`,
    `Counted with ${tokenizer.id}; ${tokenizer.exact ? 'exact' : 'not exact'}.`,
  ];
  if (model && total.window !== undefined && total.cost !== undefined && cachedCost !== undefined) {
    lines.push(
      `${model.title}: ${percent(total.window)} of its window of ${thousands(model.window)}; ` +
        `${dollars(total.cost)} each time it is sent, ${dollars(cachedCost)} from the prompt cache ` +
        `(list price of short prompts, ${PRICES_AS_OF}).`,
    );
  }
  if (frozen > 0)
    lines.push(
      `${plural(frozen, 'token stands', 'tokens stand')} before the last cache mark; nothing there changes.`,
    );
  if (media > 0)
    lines.push(`${plural(media, 'image or document', 'images and documents')}, taken as 1,600 tokens each.`);
  if (sampled) lines.push(sampledLine(sampled));
  return lines;
}

function table({ byRole, byKind, byTool, model }: Analysis): string {
  const header = ['', 'tokens', 'share', ...(model ? ['window', 'cost'] : []), 'parts'];
  const groups: readonly (readonly [string, readonly Slice[]])[] = [
    ['role', byRole],
    ['kind', byKind],
    ['tool', byTool],
  ];
  const rows = groups.flatMap(([by, slices]) =>
    shortened(slices).map((slice) => [`${by} ${cut(slice.name)}`, ...cells(slice), String(slice.parts)]),
  );
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
        .join('  '),
    )
    .join('\n');
}

function cells({ tokens, share, window, cost }: Amount): readonly string[] {
  const priced = window !== undefined && cost !== undefined ? [percent(window), dollars(cost)] : [];
  return [thousands(tokens), percent(share), ...priced];
}

/** The largest slices, the others as one. */
function shortened(slices: readonly Slice[]): readonly Slice[] {
  if (slices.length <= MAX_ROWS) return slices;
  const rest = slices.slice(MAX_ROWS - 1);
  const total = (of: (slice: Slice) => number) => rest.reduce((sum, slice) => sum + of(slice), 0);
  const others: Slice = {
    name: `(${rest.length} others)`,
    parts: total((slice) => slice.parts),
    tokens: total((slice) => slice.tokens),
    share: total((slice) => slice.share),
    ...(rest[0]?.window === undefined ? {} : { window: total((slice) => slice.window ?? 0) }),
    ...(rest[0]?.cost === undefined ? {} : { cost: total((slice) => slice.cost ?? 0) }),
  };
  return [...slices.slice(0, MAX_ROWS - 1), others];
}

/** The story in a few lines: what cost most, and where the cache was lost. */
function storyLines(story: SessionStory): readonly string[] {
  const breaks = story.windows.flatMap((window) => window.breaks);
  const compactions = story.windows.flatMap((window) => window.compactions);
  const folder = commonFolder(story.files.map(({ name }) => name));
  const burden = ({ name, tokens, carried }: Burden) =>
    `${cut(name.startsWith(folder) ? name.slice(folder.length) : name)}: ${thousands(tokens)} tokens, carried as ${thousands(carried)}`;
  return [
    ...sessionLines(story),
    ...story.tools.slice(0, MAX_STORY_ROWS).map((tool) => `tool ${burden(tool)}`),
    ...story.files.slice(0, MAX_STORY_ROWS).map((file) => `file ${burden(file)} (${fileLine(file)})`),
    ...breaks.slice(0, MAX_STORY_ROWS).map((found) => `request ${found.request}: ${breakLine(found)}`),
    ...more(breaks.length - MAX_STORY_ROWS, 'broken cache'),
    ...compactions.slice(0, MAX_STORY_ROWS).map((found) => `line ${found.line}: ${compactionLine(found)}`),
    ...more(compactions.length - MAX_STORY_ROWS, 'compaction'),
  ];
}

function more(count: number, what: string): readonly string[] {
  return count > 0 ? [`and ${plural(count, `more ${what}`)}`] : [];
}

function findingLine({ title, tokens, parts, examples }: Finding): string {
  const [largest] = examples;
  const where = largest ? `: ${parts > 1 ? 'most in ' : ''}${cut(largest.where, 2 * MAX_NAME)}` : '';
  return `${title}: ${thousands(tokens)} tokens in ${plural(parts, 'part')}${where}`;
}

function recommendationLines(
  { advice, saves, within, share, call }: Recommendation,
  index: number,
): readonly string[] {
  const band = within ? ` (± ${thousands(within)})` : '';
  const amount = within === undefined ? thousands(saves) : `about ${thousands(saves)}${band}`;
  const line = `${index + 1}. saves ${amount} (${percent(share)}): ${cut(advice, 6 * MAX_NAME)}`;
  return call ? [line, `   ${call}`] : [line];
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [`${title}:`, ...lines.map((line) => `  ${line}`)].join('\n');
}

function thousands(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}

function dollars(amount: number): string {
  return `$${amount.toFixed(amount < 1 ? 4 : 2)}`;
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${thousands(count)} ${count === 1 ? one : many}`;
}

/** On one line, and no longer than it may be. */
function cut(text: string, length = MAX_NAME): string {
  const line = text.slice(0, 2 * length).replace(/\s+/g, ' ');
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}
