import { type Block, type Column, type Document, type Section, type Table, thousands } from './document.js';
import { escapeHtml } from './escape-html.js';
import { lineChart } from './line-chart.js';
import { STYLE } from './style.js';

/** The document as one HTML file that needs nothing else: no scripts, no fonts, no network. */
export function toHtml({ title, sections }: Document): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${sections.map(sectionHtml).join('\n')}
</main>
</body>
</html>
`;
}

function sectionHtml({ title, blocks }: Section): string {
  const heading = title === undefined ? '' : `<h2>${escapeHtml(title)}</h2>\n`;
  return `<section>\n${heading}${blocks.map(blockHtml).join('\n')}\n</section>`;
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'text':
      return `<p>${escapeHtml(block.text)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`;
    case 'table':
      return tableHtml(block);
    case 'line-chart':
      return lineChart(block);
    case 'code':
      return `<pre><code>${escapeHtml(block.text)}</code></pre>`;
    case 'diff':
      return `<pre class="diff">${block.lines.map(diffLine).join('\n')}</pre>`;
  }
}

const SIGNS = { '+': 'ins', '-': 'del' } as const;

function diffLine({ sign, text }: { readonly sign: '+' | '-' | ' '; readonly text: string }): string {
  const line = escapeHtml(`${sign}${text}`);
  return sign === ' ' ? line : `<${SIGNS[sign]}>${line}</${SIGNS[sign]}>`;
}

function tableHtml({ columns, rows }: Table): string {
  const most = columns.map((_, at) =>
    rows.reduce((max, row) => Math.max(max, typeof row[at] === 'number' ? row[at] : 0), 1),
  );
  const head = columns.map(({ title, shows }) => `<th${classOf(shows)}>${escapeHtml(title)}</th>`).join('');
  const body = rows
    .map((row) => `<tr>${row.map((cell, at) => cellHtml(cell, columns[at]!.shows, most[at]!)).join('')}</tr>`)
    .join('\n');
  return `<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table></div>`;
}

function cellHtml(cell: string | number, shows: Column['shows'], most: number): string {
  const text = typeof cell === 'number' ? thousands(cell) : escapeHtml(cell);
  if (shows !== 'bar' || typeof cell !== 'number') return `<td${classOf(shows)}>${text}</td>`;
  const width = ((100 * cell) / most).toFixed(1);
  return `<td class="bar"><span class="track"><span style="width:${width}%"></span></span><span class="value">${text}</span></td>`;
}

function classOf(shows: Column['shows']): string {
  return shows === 'text' ? '' : ' class="number"';
}
