/** Larger sources of the invented shipping service, made from tables. */

const endpoints = [
  ['listShipments', 'GET', '/shipments', 'shipments.page(parse(PageQuery, request.query))'],
  ['getShipment', 'GET', '/shipments/:id', 'shipments.byId(request.params.id)'],
  ['createShipment', 'POST', '/shipments', 'shipments.create(parse(NewShipment, request.body))'],
  ['cancelShipment', 'POST', '/shipments/:id/cancel', 'shipments.cancel(request.params.id, request.user.id)'],
  ['quoteShipment', 'POST', '/shipments/:id/quotes', 'quotes.of(await shipments.byId(request.params.id))'],
  [
    'bookShipment',
    'POST',
    '/shipments/:id/book',
    'bookings.book(request.params.id, parse(Booking, request.body))',
  ],
  ['labelOf', 'GET', '/shipments/:id/label', 'labels.render(await shipments.byId(request.params.id))'],
  [
    'trackShipment',
    'GET',
    '/shipments/:id/events',
    'tracking.events(request.params.id, parse(Since, request.query))',
  ],
  [
    'addParcel',
    'POST',
    '/shipments/:id/parcels',
    'shipments.addParcel(request.params.id, parse(NewParcel, request.body))',
  ],
  [
    'removeParcel',
    'DELETE',
    '/shipments/:id/parcels/:parcel',
    'shipments.removeParcel(request.params.id, request.params.parcel)',
  ],
  [
    'returnShipment',
    'POST',
    '/shipments/:id/return',
    'returns.open(request.params.id, parse(ReturnReason, request.body))',
  ],
  ['exportShipments', 'GET', '/shipments.csv', 'exports.csv(parse(PageQuery, request.query))'],
];

export const routes = `import type { Request, Response, Router } from '../http/router.js';
import { parse } from '../http/parse.js';
import { audit } from '../audit/audit.js';
import { Booking, NewParcel, NewShipment, PageQuery, ReturnReason, Since } from './schemas.js';
import { bookings, exports, labels, quotes, returns, shipments, tracking } from '../services.js';

/** Mounts every route under /api. */
export function mountShipments(router: Router): void {
${endpoints.map(([name, method, path]) => `  router.on('${method}', '${path}', ${name});`).join('\n')}
}
${endpoints
  .map(
    ([name, method, path, call]) => `
/** ${method} /api${path} */
export async function ${name}(request: Request, response: Response): Promise<void> {
  const started = performance.now();
  try {
    const result = await ${call};
    if (result === undefined) {
      response.status(404).json({ error: 'not_found', id: request.params.id });
      return;
    }
    response.status(${method === 'POST' ? 201 : 200}).json(result);
  } catch (error) {
    request.log.error({ error, route: '${path}' }, '${name} failed');
    response.status(500).json({ error: 'internal', request: request.id });
  } finally {
    audit.record('${name}', request.user.id, performance.now() - started);
  }
}`,
  )
  .join('\n')}
`;

const brackets = [500, 1000, 2000, 5000, 10000, 20000, 31500];

const desks = [
  ['nordpost', 31500, 420, ['DK', 'SE', 'NO', 'FI', 'EE']],
  ['velo', 5000, 310, ['NL', 'BE', 'DE']],
  ['atlas-freight', 31500, 560, ['PT', 'ES', 'FR', 'IT', 'GR']],
  ['kurier-ost', 20000, 280, ['PL', 'CZ', 'SK', 'HU', 'LT', 'LV']],
  ['channel-line', 31500, 610, ['IE', 'GB', 'FR']],
];

export const registry = `import type { Carrier, CarrierId } from './carrier.js';

/** Every carrier that the desk has a contract with. Prices are in cents, weights in grams. */
const table: Readonly<Record<CarrierId, Carrier>> = {
${desks
  .map(
    ([id, maxWeight, base, countries], at) => `  '${id}': {
    id: '${id}',
    maxWeight: ${maxWeight},
    remoteFee: ${350 + at * 45},
    oversizeFee: ${900 + at * 110},
    fragileFee: ${at % 2 ? 250 : 195},
    brackets: [
${brackets
  .filter((upTo) => upTo <= maxWeight)
  .map((upTo, step) => `      { upTo: ${upTo}, cents: ${base + step * (120 + at * 15)} },`)
  .join('\n')}
    ],
    zones: {
${countries.map((country, zone) => `      ${country}: { factor: ${(1 + zone * 0.15).toFixed(2)}, days: ${1 + zone}, remote: ${zone > 2} },`).join('\n')}
    },
  },`,
  )
  .join('\n')}
};

export function carriers(): readonly Carrier[] {
  return Object.values(table);
}

export function carrierOf(id: CarrierId): Carrier {
  return table[id];
}
`;

export const quoteTest = `import { describe, expect, it } from 'vitest';
import { chargeableWeight, computeQuote, computeQuotes, QuoteError } from '../../src/carriers/quote.js';
import { carrierOf } from '../../src/carriers/registry.js';

const parcel = { weight: 1200, size: [300, 200, 150], fragile: false } as const;

describe('chargeableWeight', () => {
  it('is the real weight of a dense parcel', () => {
    expect(chargeableWeight(parcel)).toBe(1800);
  });

  it('is the volumetric weight of a light one', () => {
    expect(chargeableWeight({ ...parcel, weight: 100, size: [600, 400, 400] })).toBe(19200);
  });
});

describe('computeQuote', () => {
${desks
  .map(
    ([id, maxWeight, , [home, abroad]]) => `  it('quotes ${id} from ${home} to ${abroad}', () => {
    const quote = computeQuote(carrierOf('${id}'), parcel, '${home}', '${abroad}');
    expect(quote.carrier).toBe('${id}');
    expect(quote.price % 5).toBe(0);
    expect(quote.surcharges.map((surcharge) => surcharge.name)).toContain('fuel');
  });

  it('refuses with ${id} what is over ${maxWeight} g', () => {
    const heavy = { ...parcel, weight: ${maxWeight + 1} };
    expect(() => computeQuote(carrierOf('${id}'), heavy, '${home}', '${abroad}')).toThrow(QuoteError);
  });
`,
  )
  .join('\n')}
  it("takes a parcel of exactly the bracket's weight", () => {
    const quote = computeQuote(carrierOf('velo'), { ...parcel, weight: 5000 }, 'NL', 'BE');
    expect(quote.price).toBeGreaterThan(0);
  });

  it('charges fragile parcels once', () => {
    const quote = computeQuote(carrierOf('nordpost'), { ...parcel, fragile: true }, 'DK', 'SE');
    expect(quote.price).toBe(1375);
  });
});

describe('computeQuotes', () => {
  it('has the cheapest first', () => {
    const prices = computeQuotes(parcel, 'NL', 'DE').map((quote) => quote.price);
    expect(prices).toEqual([...prices].sort((a, b) => a - b));
  });
});
`;
