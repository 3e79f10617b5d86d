import type { Block, Document } from '../../document/document.js';
import type { Comparison } from '../compare.js';
import { missingFacts, summaryLines } from './comparison-lines.js';

/** A comparison as a report to read: verdict, tokens, what is gone, and the difference line by line. */
export function comparisonDocument(comparison: Comparison): Document {
  const { verdict, reasons, kinds = [], diff } = comparison;
  const missing = missingFacts(comparison);
  return {
    title: `Verdict: ${verdict}`,
    sections: [
      {
        blocks: [
          { kind: 'list', items: reasons },
          ...summaryLines(comparison).map((text): Block => ({ kind: 'text', text })),
        ],
      },
      ...(kinds.length === 0
        ? []
        : [
            {
              title: 'Tokens by role and kind',
              blocks: [
                {
                  kind: 'table',
                  columns: [
                    { title: 'Role', shows: 'text' },
                    { title: 'Kind', shows: 'text' },
                    { title: 'Before', shows: 'bar' },
                    { title: 'After', shows: 'bar' },
                  ],
                  rows: kinds.map(({ role, kind, before, after }) => [role, kind, before, after]),
                } as const,
              ],
            },
          ]),
      ...(missing.length === 0
        ? []
        : [
            {
              title: 'Facts that are no longer in the text',
              blocks: [
                {
                  kind: 'table',
                  columns: [
                    { title: 'Fact', shows: 'text' },
                    { title: 'Before', shows: 'number' },
                    { title: 'Gone', shows: 'number' },
                    { title: 'Under a handle', shows: 'number' },
                    { title: 'For example', shows: 'text' },
                  ],
                  rows: missing.map(({ kind, before, gone, retrievable, samples }) => [
                    kind,
                    before,
                    gone,
                    retrievable,
                    samples.join(' · '),
                  ]),
                } as const,
              ],
            },
          ]),
      ...(diff.length === 0
        ? []
        : [
            {
              title: 'What changed',
              blocks: diff.flatMap(({ where, lines }): readonly Block[] => [
                ...(where === '' ? [] : [{ kind: 'text', text: where } as const]),
                { kind: 'diff', lines },
              ]),
            },
          ]),
    ],
  };
}
