import type { Part } from '../context/context.js';

/** ctxopt's tools, as clients name those of a server: `mcp__ctxopt__smart_read`, `ctxopt_smart_read`, `ctxopt.smart_read`. */
const OWN_TOOL = /^(?:mcp__)?ctxopt(?:__|[_.:/-])|^(?:.*(?:__|[.:/]))?smart_read$/;

/** How a view's first line ends: `… · 612 of 4,180 tokens (o200k_base) · v:3f9a1c0b2d`. */
const VIEW_HEADER = / · [\d,]+ of [\d,]+ tokens \([^)\n]*\)(?: · v:[0-9a-f]{10,64})?$/;

/** Letters within which a first line ends. */
const MAX_HEADER = 2000;

/**
 * Whether a result is ctxopt's own. It is as short as it is meant to be, and its version tag and handles are for the model
 * to quote: nothing may be taken out of it.
 */
export function isOwnResult({ tool, text }: Part): boolean {
  if (tool && OWN_TOOL.test(tool.name)) return true;
  const first = text.slice(0, MAX_HEADER).split('\n', 1)[0]!;
  return VIEW_HEADER.test(first);
}
