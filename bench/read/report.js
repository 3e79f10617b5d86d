// The figures as Markdown tables.

const number = new Intl.NumberFormat('en-US');

/** Tokens spent and answers shown, for each way of each tool. */
export function waysTable(records) {
  return table(
    ['', 'tokens', 'fewer', 'in full', 'named', 'in full per 1,000 tokens'],
    waysOf(records).map(({ way, sums }) => [
      way,
      number.format(sums.tokens),
      percent(1 - sums.tokens / sums.baseline),
      share(sums.full, sums.answers),
      share(sums.named, sums.answers),
      sums.perThousand.toFixed(2),
    ]),
  );
}

/** The questions that ranking may be tuned on beside those held out: a gap between them shows tuning gone too far. */
export function splitsTable(records) {
  const sets = ['dev', 'test'].filter((set) => records.some(({ question }) => question.set === set));
  return table(
    ['', ...sets.map((set) => `in full, ${set}`), ...sets.map((set) => `fewer, ${set}`)],
    waysOf(records.filter(({ tool }) => tool !== 'reference')).map(({ way, own }) => {
      const sums = sets.map((set) => sumOf(own.filter(({ question }) => question.set === set)));
      return [
        way,
        ...sums.map(({ full, answers }) => share(full, answers)),
        ...sums.map(({ tokens, baseline }) => percent(1 - tokens / baseline)),
      ];
    }),
  );
}

/** Outlines of the answer files, one row a repository: the files' own text against their outlines. */
export function outlinesTable(repositories) {
  return table(
    ['', 'files', 'tokens', 'outlines', 'smaller', 'least', 'exported signatures'],
    repositories.map(({ name, outlines }) => {
      const { whole, outline, exported, missing, least } = sumOutlines(outlines);
      return [
        name,
        outlines.length,
        number.format(whole),
        number.format(outline),
        percent(1 - outline / whole),
        percent(least),
        share(exported - missing, exported),
      ];
    }),
  );
}

/** Sums over outlines; `least` is the share that the file saves which saves least. */
export function sumOutlines(outlines) {
  const sum = (of) => outlines.reduce((total, row) => total + of(row), 0);
  return {
    whole: sum(({ whole }) => whole),
    outline: sum(({ outline }) => outline),
    exported: sum(({ exported }) => exported),
    missing: sum(({ missing }) => missing.length),
    least: outlines.reduce((least, { whole, outline }) => Math.min(least, 1 - outline / whole), 1),
  };
}

/** Tokens and answers of some records, summed. */
export function sumOf(records) {
  const sum = (of) => records.reduce((total, record) => total + of(record), 0);
  const tokens = sum((record) => record.tokens);
  const full = sum(({ answers }) => answers.filter((answer) => answer.full).length);
  return {
    tokens,
    baseline: sum((record) => record.baseline),
    answers: sum(({ answers }) => answers.length),
    full,
    named: sum(({ answers }) => answers.filter((answer) => answer.named).length),
    perThousand: (1000 * full) / tokens,
  };
}

/** Questions that ctxopt's answer did not show in full, each with what is missing, and whether it is at least named. */
export function missesList(records) {
  return records
    .filter(({ tool, kind }) => tool === 'ctxopt' && kind === 'question')
    .filter(({ answers }) => answers.some(({ full }) => !full))
    .map(({ repository, question, tokens, answers }) => {
      const missing = answers
        .filter(({ full }) => !full)
        .map(
          ({ file, symbol, lines, named }) => `  ${named ? 'named' : 'absent'}: ${symbol}, ${file}:${lines}`,
        );
      return [
        `- ${repository} ${question.index}, ${question.set}, ${number.format(tokens)} tokens: ${question.question}`,
        ...missing,
      ].join('\n');
    })
    .join('\n');
}

/** Exported definitions that a file's outline lacks. */
export function missingList(repositories) {
  return repositories
    .flatMap(({ name, outlines }) => outlines.map((row) => ({ name, ...row })))
    .filter(({ missing }) => missing.length > 0)
    .map(({ name, file, missing }) => `- ${name}, ${file}: the outline lacks ${missing.join(', ')}`)
    .join('\n');
}

function waysOf(records) {
  return [...new Set(records.map(({ way }) => way))].map((way) => {
    const own = records.filter((record) => record.way === way);
    return { way, own, sums: sumOf(own) };
  });
}

function table(head, rows) {
  const align = head.map((_, i) => (i === 0 ? '---' : '---:'));
  return [head, align, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A fraction as a reader of tables wants it. */
export function percent(fraction) {
  return `${(fraction * 100).toFixed(1)} %`;
}

function share(part, all) {
  return all === 0 ? '–' : `${part} of ${all}, ${percent(part / all)}`;
}
