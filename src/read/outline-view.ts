import { outlineOf } from '../outline/outline-of.js';
import { shrinkOutline } from './shrink-outline.js';
import type { ViewBody, ViewSource } from './view-body.js';

/** The file's outline within the budget. */
export async function outlineView(source: ViewSource): Promise<ViewBody> {
  const outline = await outlineOf(source.display, source.text);
  return { view: 'outline', ...shrinkOutline(outline, source) };
}
