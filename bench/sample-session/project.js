/** Sources of an invented shipping service, as an agent would read them. */

export const quoteBefore = `import { roundUp } from '../money/round-up.js';
import type { Carrier, CarrierId } from './carrier.js';
import { carriers } from './registry.js';
import { zoneOf } from './zones.js';

/** A parcel as the desk measures it. */
export interface Parcel {
  /** Grams. */
  readonly weight: number;
  /** Millimeters: length, width, height. */
  readonly size: readonly [number, number, number];
  readonly fragile: boolean;
  readonly insuredFor?: number;
}

export interface Quote {
  readonly carrier: CarrierId;
  /** Cents, tax included. */
  readonly price: number;
  /** Working days. */
  readonly days: number;
  readonly surcharges: readonly Surcharge[];
}

export interface Surcharge {
  readonly name: 'fuel' | 'remote-area' | 'oversize' | 'insurance' | 'fragile';
  readonly cents: number;
}

export class QuoteError extends Error {
  readonly reason: 'too-heavy' | 'too-large' | 'no-route';

  constructor(reason: QuoteError['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

/** Divisor of the volumetric weight, cubic centimeters a kilogram. */
const VOLUMETRIC_DIVISOR = 5000;

/** Longest side that goes without an oversize surcharge, millimeters. */
const OVERSIZE_FROM = 1200;

const FUEL_RATE = 0.135;

/** Grams that the carriers charge for: the real or the volumetric weight, whichever is more. */
export function chargeableWeight(parcel: Parcel): number {
  const [length, width, height] = parcel.size;
  const volume = (length * width * height) / 1000;
  const volumetric = (volume / VOLUMETRIC_DIVISOR) * 1000;
  return Math.max(parcel.weight, Math.ceil(volumetric));
}

/** All quotes for a parcel, cheapest first. Carriers that refuse it are left out. */
export function computeQuotes(parcel: Parcel, from: string, to: string): readonly Quote[] {
  const quotes: Quote[] = [];
  for (const carrier of carriers()) {
    try {
      quotes.push(computeQuote(carrier, parcel, from, to));
    } catch (error) {
      if (!(error instanceof QuoteError)) throw error;
    }
  }
  return quotes.sort((a, b) => a.price - b.price);
}

/**
 * One carrier's quote.
 * @throws QuoteError if the carrier does not take the parcel
 */
export function computeQuote(carrier: Carrier, parcel: Parcel, from: string, to: string): Quote {
  const zone = zoneOf(carrier, from, to);
  if (zone === undefined) throw new QuoteError('no-route', \`\${carrier.id} does not go from \${from} to \${to}\`);
  const weight = chargeableWeight(parcel);
  if (weight > carrier.maxWeight) {
    throw new QuoteError('too-heavy', \`\${weight} g is over the \${carrier.maxWeight} g of \${carrier.id}\`);
  }
  const bracket = carrier.brackets.find((candidate) => weight < candidate.upTo);
  const base = bracket.cents * zone.factor;
  const surcharges = surchargesOf(carrier, parcel, base, zone.remote);
  const total = surcharges.reduce((sum, surcharge) => sum + surcharge.cents, base);
  return { carrier: carrier.id, price: roundUp(total, 5), days: zone.days, surcharges };
}

function surchargesOf(carrier: Carrier, parcel: Parcel, base: number, remote: boolean): readonly Surcharge[] {
  const list: Surcharge[] = [{ name: 'fuel', cents: Math.round(base * FUEL_RATE) }];
  if (remote) list.push({ name: 'remote-area', cents: carrier.remoteFee });
  if (Math.max(...parcel.size) > OVERSIZE_FROM) list.push({ name: 'oversize', cents: carrier.oversizeFee });
  if (parcel.fragile) list.push({ name: 'fragile', cents: carrier.fragileFee });
  if (parcel.insuredFor !== undefined) {
    list.push({ name: 'insurance', cents: Math.max(250, Math.round(parcel.insuredFor * 0.012)) });
  }
  return list;
}
`;

export const bugLine = '  const bracket = carrier.brackets.find((candidate) => weight < candidate.upTo);';
export const fixedLines = [
  '  const bracket = carrier.brackets.find((candidate) => weight <= candidate.upTo);',
  "  if (!bracket) throw new QuoteError('too-heavy', carrier.id + ' has no price for ' + weight + ' g');",
].join('\n');

export const quoteAfter = quoteBefore.replace(bugLine, () => fixedLines);

export const nightly = `import { readFile } from 'node:fs/promises';
import { computeQuotes, QuoteError } from '../carriers/quote.js';
import { shipments } from '../services.js';
import { log } from '../log.js';
import { parseManifest, type ManifestRow } from './manifest.js';

/** How often a row is tried before it goes to the dead letters. */
const ATTEMPTS = 3;

/** Milliseconds before the first retry; doubled each time. */
const BACKOFF = 200;

export interface ImportResult {
  readonly imported: number;
  readonly failed: readonly { readonly row: number; readonly reason: string }[];
}

/** Imports a partner's manifest. A row that fails does not stop the others. */
export async function importManifest(path: string): Promise<ImportResult> {
  const rows = parseManifest(await readFile(path, 'utf8'));
  const failed: { row: number; reason: string }[] = [];
  let imported = 0;
  for (const [index, row] of rows.entries()) {
    try {
      await withRetry(() => importRow(row));
      imported += 1;
    } catch (error) {
      failed.push({ row: index + 1, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  log.info({ path, imported, failed: failed.length }, 'manifest imported');
  return { imported, failed };
}

async function importRow(row: ManifestRow): Promise<void> {
  const [cheapest] = computeQuotes(row.parcel, row.from, row.to);
  if (!cheapest) throw new QuoteError('no-route', \`no carrier for \${row.reference}\`);
  await shipments.create({ ...row, carrier: cheapest.carrier, price: cheapest.price });
}

async function withRetry<T>(task: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await task();
    } catch (error) {
      if (attempt === ATTEMPTS || error instanceof QuoteError) throw error;
      await new Promise((resolve) => setTimeout(resolve, BACKOFF * 2 ** (attempt - 1)));
    }
  }
}
`;

export const packageJson = `${JSON.stringify(
  {
    name: 'parcel-desk',
    version: '4.12.0',
    private: true,
    type: 'module',
    scripts: { build: 'tsc -p .', start: 'node dist/server.js', test: 'vitest run', types: 'tsc --noEmit' },
    dependencies: { fastify: '^5.2.0', pg: '^8.13.1', pino: '^9.6.0', zod: '^3.24.1' },
    devDependencies: { '@types/node': '^22.10.5', typescript: '^5.7.2', vitest: '^2.1.8' },
  },
  null,
  2,
)}\n`;
