// The bills as Markdown tables, and what they are to be.
import { LEVELS, naive, ours, WAYS, WITHOUT } from './ways.js';

const REWRITERS = WAYS.map(({ name }) => name).filter((name) => name !== WITHOUT);

/** What sums of many small amounts may differ by. */
const ROUNDING = 1e-9;

const ratio = ({ bills }, way, to) => bills[way] / bills[to];

export function table(records) {
  const rows = records.map((record) => [
    record.session,
    record.client,
    record.turns,
    `$${record.bills[WITHOUT].toFixed(4)}`,
    ...REWRITERS.map((way) => `${ratio(record, way, WITHOUT).toFixed(4)}×`),
  ]);
  return lines(['session', 'client', 'turns', WITHOUT, ...REWRITERS], rows, 2);
}

/** Sums and extremes, a row a client and way. */
export function worstOf(records) {
  const clients = [...new Set(records.map(({ client }) => client))];
  const rows = clients.flatMap((client) => {
    const own = records.filter((record) => record.client === client);
    return REWRITERS.map((way) => {
      const sum = (of) => own.reduce((total, { bills }) => total + bills[of], 0);
      const sorted = own.toSorted((a, b) => ratio(a, way, WITHOUT) - ratio(b, way, WITHOUT));
      return [
        client,
        way,
        `$${sum(WITHOUT).toFixed(2)}`,
        `${(sum(way) / sum(WITHOUT)).toFixed(4)}×`,
        `${ratio(sorted[0], way, WITHOUT).toFixed(4)}×`,
        `${ratio(sorted.at(-1), way, WITHOUT).toFixed(4)}×`,
        sorted.at(-1).session,
      ];
    });
  });
  return lines(['client', 'way', WITHOUT, 'all', 'best', 'worst', 'where'], rows, 2);
}

function lines(head, rows, texts) {
  const align = head.map((_, at) => (at < texts || head[at] === 'where' ? '---' : '---:'));
  return [head, align, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Ours is nowhere the higher bill: than without, and than the other rewriter's at the same level. */
export function aimsOf(records) {
  return LEVELS.flatMap((level) =>
    [WITHOUT, naive(level)].map((other) => {
      const way = ours(level);
      const worse = records
        .filter(({ bills }) => bills[way] > bills[other] + ROUNDING)
        .toSorted((a, b) => ratio(b, way, other) - ratio(a, way, other));
      const where = worse
        .slice(0, 5)
        .map((record) => `${record.client}, ${record.session}: ${ratio(record, way, other).toFixed(4)}×`);
      const lower = records.filter(({ bills }) => bills[way] < bills[other] - ROUNDING).length;
      return {
        text: `${way} costs no more than ${other} on ${records.length - worse.length} of ${records.length}, less on ${lower}${where.length > 0 ? ` (${where.join('; ')})` : ''}`,
        ok: worse.length === 0,
      };
    }),
  );
}
