/** How a report looks: a column of text, in the reader's own light or dark. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1c2430; --soft: #5b6675; --line: #dfe4ea; --page: #fbfcfd; --accent: #2563c9; --fill: #2563c922; --warn: #c2410c; --add: #116329; --cut: #b42318; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --soft: #9aa6b5; --line: #2c3643; --page: #12171e; --accent: #79a9f5; --fill: #79a9f533; --warn: #fb923c; --add: #5fd38d; --cut: #ff8f85; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.55 system-ui, sans-serif; }
main { max-width: 880px; margin: 0 auto; padding: 40px 24px 72px; }
h1 { font-size: 26px; line-height: 1.25; margin: 0 0 8px; }
h2 { font-size: 18px; margin: 40px 0 10px; padding-top: 18px; border-top: 1px solid var(--line); }
p { margin: 6px 0; max-width: 72ch; }
ul { margin: 6px 0; padding-left: 20px; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: 10px 0; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: 5px 10px 5px 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
th { color: var(--soft); font-weight: 500; font-size: 13px; white-space: nowrap; }
.number { text-align: right; white-space: nowrap; }
.bar { text-align: right; white-space: nowrap; }
.track { display: inline-block; width: 110px; height: 9px; margin-right: 10px; background: var(--fill); border-radius: 2px; text-align: left; }
.value { display: inline-block; min-width: 10ch; }
.track span { display: block; height: 100%; background: var(--accent); border-radius: 2px; }
pre { margin: 6px 0; padding: 10px 12px; border: 1px solid var(--line); border-radius: 6px; overflow-x: auto; font: 13px/1.45 ui-monospace, monospace; }
.diff ins { color: var(--add); text-decoration: none; }
.diff del { color: var(--cut); text-decoration: none; }
figure { margin: 12px 0; }
svg { width: 100%; height: auto; display: block; }
svg text { fill: var(--soft); font: 11px system-ui, sans-serif; }
.grid { stroke: var(--line); }
.area { fill: var(--fill); }
.line { fill: none; stroke: var(--accent); stroke-width: 1.8; }
.mark line { stroke: var(--warn); stroke-dasharray: 4 4; }
.mark circle { fill: var(--warn); }
figcaption, .marks { color: var(--soft); font-size: 13px; }
`;
