import { Counter, type CounterConfiguration } from 'prom-client';

export interface GatheredCounter<Label extends string> {
  /** @throws RangeError if the amount, 1 by default, is none that a counter can grow by */
  inc(labels: Readonly<Record<Label, string>>, amount?: number): void;
}

/** What some values of the first labels lead to. */
interface Place<Label extends string> {
  readonly next: Map<string, Place<Label>>;
  series?: { readonly labels: Readonly<Record<Label, string>>; amount: number };
}

/**
 * A counter that adds up itself, and tells prom-client only when the metrics are asked for: there, each
 * call makes one text of all labels, which is noticed with a dozen counts a request.
 */
export function gatheredCounter<Label extends string>(
  options: Pick<CounterConfiguration<Label>, 'name' | 'help' | 'registers'>,
  labelNames: readonly Label[],
): GatheredCounter<Label> {
  const root: Place<Label> = { next: new Map() };
  const all: NonNullable<Place<Label>['series']>[] = [];
  new Counter<Label>({
    ...options,
    labelNames: [...labelNames],
    collect() {
      this.reset();
      for (const { labels, amount } of all) this.inc(labels, amount);
    },
  });

  return {
    inc(labels, amount = 1) {
      if (!(amount >= 0 && amount < Number.POSITIVE_INFINITY)) throw new RangeError(`No amount: ${amount}`);
      let place = root;
      for (const name of labelNames) place = nextOf(place, labels[name]);
      if (!place.series) {
        const inOrder = labelNames.map((name) => [name, labels[name]]);
        place.series = { labels: Object.fromEntries(inOrder), amount: 0 };
        all.push(place.series);
      }
      place.series.amount += amount;
    },
  };
}

function nextOf<Label extends string>({ next }: Place<Label>, value: string): Place<Label> {
  const known = next.get(value);
  if (known) return known;
  const place: Place<Label> = { next: new Map() };
  next.set(value, place);
  return place;
}
