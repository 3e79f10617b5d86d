import { shrinkOutline } from './shrink-outline.js';
import type { ViewBody, ViewSource } from './view-body.js';

/** The file's outline within the budget. */
export async function outlineView(source: ViewSource): Promise<ViewBody> {
  return { view: 'outline', ...shrinkOutline(await source.outline(), source) };
}
