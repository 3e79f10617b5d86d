import { type LineChart, thousands } from './document.js';
import { escapeHtml } from './escape-html.js';

const WIDTH = 800;
const HEIGHT = 220;
const LEFT = 64;
const TOP = 14;
const BOTTOM = 26;
/** Points drawn at most: of more values each point is the largest of its share. */
const MAX_POINTS = 800;

/** A line chart as an SVG element: an area under a line, three grid lines, a dashed line with a tooltip at each mark. */
export function lineChart({ unit, step, values, marks }: LineChart): string {
  const points = peaks(values);
  const top = niceTop(points.reduce((max, value) => Math.max(max, value), 1));
  const x = (at: number, count: number) => LEFT + (at / Math.max(count - 1, 1)) * (WIDTH - LEFT - 8);
  const y = (value: number) => TOP + (1 - value / top) * (HEIGHT - TOP - BOTTOM);
  const line = points
    .map((value, at) => `${at === 0 ? 'M' : 'L'}${x(at, points.length).toFixed(1)} ${y(value).toFixed(1)}`)
    .join('');
  const floor = y(0).toFixed(1);
  const area = `${line}L${x(points.length - 1, points.length).toFixed(1)} ${floor}L${LEFT} ${floor}Z`;
  const grid = [0, 0.5, 1].map((share) => {
    const at = y(share * top).toFixed(1);
    return `<line class="grid" x1="${LEFT}" x2="${WIDTH - 8}" y1="${at}" y2="${at}"/><text x="${LEFT - 8}" y="${at}" dy="4" text-anchor="end">${thousands(share * top)}</text>`;
  });
  const drawn = marks.map(({ at, label }) => {
    const where = x(at, values.length).toFixed(1);
    const title = escapeHtml(`${step} ${at + 1}: ${label}`);
    return `<g class="mark"><title>${title}</title><line x1="${where}" x2="${where}" y1="${TOP}" y2="${floor}"/><circle cx="${where}" cy="${TOP}" r="4"/></g>`;
  });
  const told = marks.map(({ at, label }) => `<li>${escapeHtml(`${step} ${at + 1}: ${label}`)}</li>`).join('');
  const caption = `${unit} by ${step}; ${thousands(values.length)} ${step}s`;
  return `<figure>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(caption)}">
${grid.join('')}
<path class="area" d="${area}"/><path class="line" d="${line}"/>
${drawn.join('')}
<text x="${LEFT}" y="${HEIGHT - 8}">1</text><text x="${WIDTH - 8}" y="${HEIGHT - 8}" text-anchor="end">${thousands(values.length)}</text>
</svg>
<figcaption>${escapeHtml(caption)}</figcaption>
${told === '' ? '' : `<ul class="marks">${told}</ul>`}
</figure>`;
}

function peaks(values: readonly number[]): readonly number[] {
  if (values.length <= MAX_POINTS) return values;
  return Array.from({ length: MAX_POINTS }, (_, at) => {
    const [from, to] = [at, at + 1].map((edge) => Math.floor((edge * values.length) / MAX_POINTS));
    return values.slice(from, to).reduce((max, value) => Math.max(max, value), 0);
  });
}

/** The next of 1, 2, 2.5, 5 times a power of ten: a number that halves well. */
function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((top) => top >= value)!;
}
