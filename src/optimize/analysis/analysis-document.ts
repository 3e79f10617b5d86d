import type { Block, Document, Section, Table } from '../../document/document.js';
import { figure, plural } from '../report/figures.js';
import type { Analysis, Slice } from './analysis.js';
import type { Burden } from './burdens.js';
import { findingsMeasure, headingLines } from './render-analysis.js';
import type { SessionStory } from './session-story.js';
import { breakLine, commonFolder, compactionLine, fileLine, sessionLines } from './story-lines.js';

const MAX_ROWS = 20;

/** An analysis as a report to read: everything that it found, with charts. */
export function analysisDocument(analysis: Analysis): Document {
  const { story, findings, recommendations } = analysis;
  return {
    title: 'Where the tokens of this context go',
    sections: [
      { blocks: headingLines(analysis).map((text) => ({ kind: 'text', text })) },
      ...(story ? storySections(story) : []),
      { title: 'Tokens by role', blocks: [sliceTable('role', analysis.byRole)] },
      { title: 'Tokens by kind', blocks: [sliceTable('kind', analysis.byKind)] },
      ...section('Tokens by tool', analysis.byTool, () => [sliceTable('tool', analysis.byTool)]),
      ...section('In question', findings, () => [
        { kind: 'text', text: `Tokens, ${findingsMeasure(analysis)}.` },
        {
          kind: 'table',
          columns: [
            { title: 'what', shows: 'text' },
            { title: 'tokens', shows: 'bar' },
            { title: 'parts', shows: 'number' },
            { title: 'the largest', shows: 'text' },
          ],
          rows: findings.map(({ title, tokens, parts, examples }) => [
            title,
            tokens,
            parts,
            examples.map(({ where, tokens: in_ }) => `${where} (${figure(in_)})`).join('; '),
          ]),
        },
      ]),
      ...section('Recommended', recommendations, () =>
        recommendations.flatMap(({ advice, saves, within, share, call }): readonly Block[] => [
          {
            kind: 'text',
            text: `Saves ${within === undefined ? figure(saves) : `about ${figure(saves)}${within > 0 ? ` ± ${figure(within)}` : ''}`} tokens, ${(100 * share).toFixed(1)}%: ${advice}`,
          },
          ...(call === undefined ? [] : [{ kind: 'code', text: call } as const]),
        ]),
      ),
    ],
  };
}

function storySections(story: SessionStory): readonly Section[] {
  const [main] = story.windows;
  const folder = commonFolder(story.files.map(({ name }) => name));
  const marks = story.windows.flatMap(({ breaks }) => breaks);
  return [
    {
      title: 'The session',
      blocks: [
        ...sessionLines(story).map((text) => ({ kind: 'text', text }) as const),
        ...(main && main.prompts.length > 1
          ? [
              {
                kind: 'line-chart',
                unit: 'prompt tokens',
                step: 'request',
                values: main.prompts,
                marks: [
                  ...main.breaks.map((found) => ({ at: found.request - 1, label: breakLine(found) })),
                  ...main.compactions.flatMap((found) =>
                    found.request === undefined
                      ? []
                      : [{ at: found.request - 1, label: compactionLine(found) }],
                  ),
                ].sort((a, b) => a.at - b.at),
              } as const,
            ]
          : []),
        ...(marks.length > 0 ? [] : [{ kind: 'text', text: 'The prompt cache was never broken.' } as const]),
      ],
    },
    ...section('What its tools cost', story.tools, () => [
      {
        kind: 'text',
        text: 'Carried: tokens times the requests that were sent with them, each at least at the price of a cache read.',
      },
      burdenTable('tool', story.tools, ({ times }) => plural(times, 'call')),
    ]),
    ...section('What its files cost', story.files, () => [
      { kind: 'text', text: folder === '' ? 'Reads and edits.' : `Reads and edits; all below ${folder}` },
      burdenTable(
        'file',
        story.files.map((file) => ({ ...file, name: file.name.slice(folder.length) })),
        fileLine,
      ),
    ]),
    ...section('Its agents', story.windows.slice(1), () => [
      {
        kind: 'table',
        columns: [
          { title: 'agent', shows: 'text' },
          { title: 'requests', shows: 'number' },
          { title: 'prompt tokens', shows: 'bar' },
        ],
        rows: story.windows.map(({ id, requests, prompts }) => [
          id,
          requests,
          prompts.reduce((sum, prompt) => sum + prompt, 0),
        ]),
      },
    ]),
  ];
}

function section(
  title: string,
  rows: readonly unknown[],
  blocks: () => readonly Block[],
): readonly Section[] {
  return rows.length === 0 ? [] : [{ title, blocks: blocks() }];
}

function sliceTable(by: string, slices: readonly Slice[]): Table {
  return {
    kind: 'table',
    columns: [
      { title: by, shows: 'text' },
      { title: 'tokens', shows: 'bar' },
      { title: 'share', shows: 'number' },
      { title: 'parts', shows: 'number' },
    ],
    rows: slices
      .slice(0, MAX_ROWS)
      .map(({ name, tokens, share, parts }) => [name, tokens, `${(100 * share).toFixed(1)}%`, parts]),
  };
}

function burdenTable<Row extends Burden>(by: string, rows: readonly Row[], how: (row: Row) => string): Table {
  return {
    kind: 'table',
    columns: [
      { title: by, shows: 'text' },
      { title: 'tokens', shows: 'number' },
      { title: 'carried', shows: 'bar' },
      { title: 'how', shows: 'text' },
    ],
    rows: rows.slice(0, MAX_ROWS).map((row) => [row.name, row.tokens, row.carried, how(row)]),
  };
}
