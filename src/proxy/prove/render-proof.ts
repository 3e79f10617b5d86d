import type { Document } from '../../document/document.js';
import { billRows, obstacles, replayed, reservations, verdict } from './proof-lines.js';
import type { Proof } from './prove.js';

const HEAD = ['', 'as it was', 'with ctxopt'] as const;

/** A proof for a terminal. */
export function renderProof(proof: Proof): string {
  const rows = [HEAD, ...billRows(proof)];
  const width = (at: 0 | 1 | 2) => Math.max(...rows.map((row) => row[at].length));
  const table = rows.map((row) =>
    `  ${row[0].padEnd(width(0))}  ${row[1].padStart(width(1))}  ${row[2].padStart(width(2))}`.trimEnd(),
  );
  const list = (items: readonly string[]) => items.map((item) => `- ${item}`);
  return [
    verdict(proof),
    '',
    replayed(proof),
    '',
    ...table,
    '',
    'What stands in the way:',
    ...list(obstacles(proof)),
    '',
    'What this rests on:',
    ...list(reservations(proof)),
    '',
  ].join('\n');
}

/** A proof as a report. */
export function proofDocument(proof: Proof): Document {
  return {
    title: 'The bill with ctxopt and without',
    sections: [
      {
        blocks: [
          { kind: 'text', text: verdict(proof) },
          { kind: 'text', text: replayed(proof) },
          {
            kind: 'table',
            columns: HEAD.map((title, at) => ({ title, shows: at === 0 ? 'text' : 'number' })),
            rows: billRows(proof),
          },
        ],
      },
      { title: 'What stands in the way', blocks: [{ kind: 'list', items: obstacles(proof) }] },
      { title: 'What this rests on', blocks: [{ kind: 'list', items: reservations(proof) }] },
    ],
  };
}
