// The figures as Markdown tables.
import { textAt } from './places.js';

const number = new Intl.NumberFormat('en-US');

/** One row a group of records and tool. @param {(record: object) => string} groupOf */
export function table(records, groupOf) {
  const head = [
    '',
    'tool',
    'inputs',
    'tokens',
    'after',
    'saved',
    'facts in the text',
    'or under a handle',
    'MB/s',
  ];
  const groups = [...new Set(records.map(groupOf))];
  const rows = groups.flatMap((group) => {
    const own = records.filter((record) => groupOf(record) === group);
    return [...new Set(own.map(({ tool }) => tool.name))].map((name) => {
      const sums = sumOf(own.filter(({ tool }) => tool.name === name));
      return [
        group,
        name,
        sums.inputs,
        number.format(sums.before),
        number.format(sums.after),
        percent(sums.saved),
        share(sums.kept, sums.hard),
        share(sums.held, sums.facts),
        sums.speed.toFixed(2),
      ];
    });
  });
  const align = head.map((_, at) => (at < 2 ? '---' : '---:'));
  return [head, align, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Records summed: shares are of the sums. */
export function sumOf(records) {
  const sum = (of) => records.reduce((total, record) => total + of(record), 0);
  const [before, after, hard, kept] = [
    sum((record) => record.before),
    sum((record) => record.after),
    sum((record) => record.hard),
    sum((record) => record.kept),
  ];
  return {
    inputs: records.length,
    before,
    after,
    saved: before === 0 ? 0 : 1 - after / before,
    hard,
    kept,
    recall: hard === 0 ? 1 : kept / hard,
    facts: sum((record) => record.facts),
    held: sum((record) => record.held),
    speed:
      sum((record) => record.bytes) /
      1e6 /
      Math.max(
        sum((record) => record.seconds),
        1e-9,
      ),
  };
}

/** The facts that must stand in the text and do not. */
export function missesList(records) {
  return records
    .flatMap(({ tool, input, lost }) =>
      lost.map(({ fact: { kind, at, places }, held, lines }) => {
        const texts = places.slice(0, 3).map((place) => JSON.stringify(textAt(lines, place).slice(0, 120)));
        return `- ${tool.name}, ${input.path}${at}:${places[0]?.line ?? ''}: ${kind}${places.length > 3 ? ` of ${places.length} lines` : ''}${held ? ', under a handle' : ''}: ${texts.join(' | ')}`;
      }),
    )
    .join('\n');
}

function percent(fraction) {
  return `${(fraction * 100).toFixed(1)} %`;
}

function share(part, all) {
  return all === 0 ? '–' : `${part} of ${all}, ${percent(part / all)}`;
}
