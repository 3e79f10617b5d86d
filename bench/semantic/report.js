// The figures as Markdown tables.

/** One row a method: what it merged of each degree of paraphrase and of each kind of hard negative. */
export function pairsTable(measured) {
  const { records } = measured[0];
  const kinds = (same) => [...new Set(records.filter((pair) => pair.same === same).map(({ kind }) => kind))];
  const [degrees, differences] = [kinds(true), kinds(false)];
  return table(
    ['', 'bar', ...degrees, 'paraphrases merged', ...differences, 'hard negatives merged', 'AUC'],
    measured.map(({ name, bar, records }) => [
      name,
      bar === undefined ? '–' : bar.toFixed(3),
      ...degrees.map((kind) => share(records.filter((pair) => pair.same && pair.kind === kind))),
      share(records.filter(({ same }) => same)),
      ...differences.map((kind) => share(records.filter((pair) => !pair.same && pair.kind === kind))),
      share(records.filter(({ same }) => !same)),
      auc(records).toFixed(3),
    ]),
  );
}

/** One row a method: of what is no prose, what it merged of the pairs that are the same and of those that are not. */
export function othersTable(measured) {
  const kinds = [...new Set(measured[0].others.map(({ kind }) => kind))];
  const columns = kinds.flatMap((kind) =>
    [true, false]
      .filter((same) => measured[0].others.some((pair) => pair.kind === kind && pair.same === same))
      .map((same) => ({ kind, same })),
  );
  return table(
    ['', ...columns.map(({ kind, same }) => `${kind}, ${same ? 'the same' : 'not the same'}`)],
    measured.map(({ name, others }) => [
      name,
      ...columns.map(({ kind, same }) =>
        share(others.filter((pair) => pair.kind === kind && pair.same === same)),
      ),
    ]),
  );
}

export function mergedOf(records) {
  return records.filter(({ merged }) => merged).length;
}

/** The chance that a pair that is the same scores above one that is not; ties count half. */
function auc(records) {
  const scores = (wanted) => records.filter(({ same }) => same === wanted).map(({ score }) => score);
  const [same, other] = [scores(true), scores(false)];
  const wins = same.flatMap((s) => other.map((o) => (s > o ? 1 : s === o ? 0.5 : 0)));
  return wins.reduce((sum, win) => sum + win, 0) / wins.length;
}

function share(records) {
  return `${mergedOf(records)} of ${records.length}`;
}

function table(head, rows) {
  const align = head.map((_, i) => (i === 0 ? '---' : '---:'));
  return [head, align, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
