/** What the commands of the sample session print. Every function takes `pick(n)`, a number from 0 to n - 1. */

const red = (text) => `\u001b[31m${text}\u001b[39m`;
const green = (text) => `\u001b[32m${text}\u001b[39m`;
const dim = (text) => `\u001b[2m${text}\u001b[22m`;
const bold = (text) => `\u001b[1m${text}\u001b[22m`;

const suites = [
  'money/round-up',
  'carriers/zones',
  'carriers/registry',
  'http/parse',
  'http/router',
  'audit/audit',
  'import/manifest',
  'import/nightly',
  'labels/render',
  'returns/open',
  'tracking/events',
  'shipments/create',
];

/** A vitest run; `failures` are [test, file:line:column, message]. */
export function testRun(pick, failures) {
  const lines = [
    '',
    `> parcel-desk@4.12.0 test`,
    '> vitest run',
    '',
    ` ${bold('RUN')}  v2.1.8 /home/mira/parcel-desk`,
    '',
  ];
  for (const suite of suites) {
    const count = 4 + pick(20);
    lines.push(` ${green('✓')} test/${suite}.test.ts ${dim(`(${count} tests)`)} ${12 + pick(300)}ms`);
    if (suite.startsWith('http')) {
      for (let n = 0; n < 12; n += 1)
        lines.push(dim('stderr | (node:4127) Warning: setTypeParser is deprecated, use types.set'));
    }
  }
  if (failures.length > 0) {
    lines.push(
      ` ${red('❯')} test/carriers/quote.test.ts ${dim('(31 tests')} | ${red(`${failures.length} failed`)})`,
    );
    for (const [name, place, message] of failures) {
      lines.push('', red(` FAIL  test/carriers/quote.test.ts > ${name}`), red(message), ` ❯ ${place}`);
      lines.push(dim('    at processTicksAndRejections (node:internal/process/task_queues:105:5)'));
    }
  } else lines.push(` ${green('✓')} test/carriers/quote.test.ts ${dim('(33 tests)')} 88ms`);
  const passed = failures.length > 0 ? 187 - failures.length : 189;
  lines.push(
    '',
    ` Test Files  ${failures.length > 0 ? `${red('1 failed')} | ` : ''}${green(`${suites.length + (failures.length > 0 ? 0 : 1)} passed`)}`,
  );
  lines.push(
    `      Tests  ${failures.length > 0 ? `${red(`${failures.length} failed`)} | ` : ''}${green(`${passed} passed`)}`,
  );
  lines.push(`   Duration  ${3 + pick(4)}.${pick(10)}${pick(10)}s`);
  return lines.join('\n');
}

export function typeCheck(pick) {
  const files = [
    'src/carriers/registry.ts',
    'src/carriers/zones.ts',
    'src/routes/quotes.ts',
    'src/import/nightly.ts',
    'src/labels/render.ts',
    'src/bookings/book.ts',
  ];
  const errors = [
    "error TS2532: Object is possibly 'undefined'.",
    "error TS2339: Property 'maxWeightGrams' does not exist on type 'Carrier'.",
    "error TS2345: Argument of type 'string' is not assignable to parameter of type 'CarrierId'.",
    "error TS2741: Property 'oversizeFee' is missing in type '{ id: string; brackets: never[]; }' but required in type 'Carrier'.",
  ];
  const lines = ['', '> parcel-desk@4.12.0 types', '> tsc --noEmit', ''];
  for (const file of files) {
    for (let n = 0; n < 7; n += 1)
      lines.push(`${file}(${8 + n * 11 + pick(10)},${3 + pick(40)}): ${errors[pick(errors.length)]}`);
  }
  lines.push(
    "src/carriers/quote.ts(80,16): error TS18048: 'bracket' is possibly 'undefined'.",
    '',
    `Found 43 errors in ${files.length + 1} files.`,
  );
  return lines.join('\n');
}

export function accessLog(pick, lines) {
  const paths = [
    '/api/shipments',
    '/api/shipments.csv',
    '/api/carriers',
    '/health',
    '/api/quotes',
    '/api/zones?country=PT',
  ];
  return Array.from({ length: lines }, (_, n) => {
    const bad = n % 47 === 31;
    const path = bad ? `/api/shipments/shp_${10400 + n}/quotes` : paths[pick(paths.length)];
    const time = `${String(2 + Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}:${String(pick(60)).padStart(2, '0')}`;
    const status = bad ? (n % 2 ? 500 : 503) : path === '/health' ? 204 : 200;
    return `10.4.${pick(4)}.${20 + pick(30)} - - [14/May/2026:${time} +0000] "${bad ? 'POST' : 'GET'} ${path} HTTP/1.1" ${status} ${bad ? 57 : 300 + pick(9000)} "-" "desk-ui/4.12" rt=${(pick(400) / 1000).toFixed(3)}`;
  }).join('\n');
}

export function serviceLog(pick) {
  const lines = [];
  for (let n = 0; n < 170; n += 1) {
    const stamp = `2026-05-14T02:${String(Math.floor(n / 6)).padStart(2, '0')}:${String((n % 6) * 10).padStart(2, '0')}.${100 + pick(900)}Z`;
    if (n === 118) {
      lines.push(
        `worker-1  | ${stamp} ERROR import failed: TypeError: Cannot read properties of undefined (reading 'cents')`,
      );
      lines.push(
        'worker-1  |     at computeQuote (/srv/parcel-desk/src/carriers/quote.ts:80:24)',
        'worker-1  |     at computeQuotes (/srv/parcel-desk/src/carriers/quote.ts:60:19)',
        'worker-1  |     at importRow (/srv/parcel-desk/src/import/nightly.ts:36:22)',
      );
    } else if (n === 119)
      lines.push(
        `worker-1  | ${stamp} WARN  manifest 2026-05-13.csv: 214 imported, 17 failed, moved to dead letters`,
      );
    else lines.push(`worker-1  | ${stamp} INFO  heartbeat queue=nightly depth=0 rss=${180 + pick(5)}MB`);
  }
  return lines.join('\n');
}

export function shipmentsJson(pick, count) {
  const cities = ['Porto', 'Lyon', 'Gdańsk', 'Utrecht', 'Bergen', 'Graz', 'Cork'];
  const items = Array.from({ length: count }, (_, n) => ({
    id: `shp_${10400 + n}`,
    reference: `PO-2026-${String(70000 + n * 13)}`,
    status: ['created', 'booked', 'in_transit', 'delivered'][pick(4)],
    carrier: ['nordpost', 'velo', 'atlas-freight'][pick(3)],
    price_cents: 450 + pick(9000),
    weight_grams: n % 17 === 0 ? 5000 : 200 + pick(24000),
    destination: { city: cities[pick(cities.length)], postcode: String(1000 + pick(8999)), country: 'EU' },
    created_at: `2026-05-13T${String(pick(24)).padStart(2, '0')}:${String(pick(60)).padStart(2, '0')}:00Z`,
    insured: pick(2) === 1,
    notes: null,
  }));
  return JSON.stringify({ page: 1, total: 1284, items }, null, 2);
}

export function label(pick, bytes) {
  const data = Buffer.from(Array.from({ length: bytes }, () => pick(256))).toString('base64');
  return JSON.stringify({ shipment: 'shp_10434', format: 'image/png', width: 800, height: 1200, data });
}

export function grep(pick) {
  const files = [
    'src/carriers/quote.ts',
    'src/import/nightly.ts',
    'src/routes/quotes.ts',
    'src/bookings/book.ts',
    'test/carriers/quote.test.ts',
  ];
  const uses = [
    'import { computeQuote } from',
    '  const quote = computeQuote(carrier, parcel, from, to);',
    '  expect(() => computeQuote(velo, parcel, "PT", "NO")).toThrow();',
    '  const [cheapest] = computeQuotes(row.parcel, row.from, row.to);',
  ];
  return Array.from(
    { length: 60 },
    (_, n) => `${files[Math.floor(n / 12)]}:${4 + (n % 12) * 9 + pick(8)}:${uses[pick(uses.length)]}`,
  ).join('\n');
}

export function install(pick) {
  const lines = [];
  for (const name of [
    'inflight@1.0.6',
    'glob@7.2.3',
    'rimraf@3.0.2',
    'npmlog@5.0.1',
    'gauge@3.0.2',
    'are-we-there-yet@2.0.0',
  ]) {
    lines.push(
      `npm \u001b[33mwarn\u001b[39m \u001b[94mdeprecated\u001b[39m ${name}: This package is no longer supported.`,
    );
  }
  const spinner = Array.from(
    { length: 120 },
    (_, n) => `${'⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'[n % 10]} idealTree: timing ${pick(900)}ms`,
  ).join('\r');
  lines.push(
    spinner,
    '',
    `${green('added 214 packages')}, and audited 215 packages in ${9 + pick(9)}s`,
    '',
    '31 packages are looking for funding',
    '  run `npm fund` for details',
    '',
    `found ${bold('0')} vulnerabilities`,
  );
  return lines.join('\n');
}

/** A bundle without line breaks, as an agent gets it when it looks into the wrong folder. */
export function minified(pick, length) {
  let text = '!function(){"use strict";';
  for (let n = 0; text.length < length; n += 1) {
    text += `function f${n}(t,e){return t.${'abcdef'[pick(6)]}?e(${pick(900)},t):void 0===e.n?${pick(99)}:f${pick(n + 1)}(t.p,e)}var v${n}={k:${pick(9999)},s:"${'xyzw'[pick(4)]}${pick(999)}",g(){return this.k*f${n}.length}};`;
  }
  return `${text}}();`;
}
