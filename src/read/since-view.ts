import { stringOf } from '../context/exact-bytes.js';
import { outlineOf } from '../outline/outline-of.js';
import { chosenView, wantedView } from './chosen-view.js';
import { hunkSections } from './hunk-sections.js';
import type { TextRequest } from './read-view.js';
import { unifiedDiff } from './unified-diff.js';
import { versionTag } from './version-tag.js';
import type { ViewBody, ViewSource } from './view-body.js';

/**
 * What a reader needs who quotes the version that it holds: nothing if that is the same, else what changed, or the
 * view asked for where that has fewer tokens or the version is not known here. Without a quoted version, the view asked for.
 * @throws CtxoptError as {@link chosenView}
 */
export async function sinceView(source: ViewSource, request: TextRequest): Promise<ViewBody> {
  const { since } = request;
  if (since === undefined) return chosenView(source, request);
  const tag = versionTag(since.version);
  const same = !since.ambiguous && request.version.startsWith(since.version);
  const view = wantedView(request);
  if (view === 'symbol' || view === 'lines' || view === 'answer') {
    // A tag proves which version its holder knows, but not that it holds these lines of it.
    return noted(await chosenView(source, request), `${same ? 'unchanged' : 'changed'} since ${tag}`);
  }
  if (same) return { view: 'unchanged', text: '', notes: ['leave out "since" to read it anyway'] };
  const whole = await chosenView(source, request);
  if (since.text === undefined) {
    return noted(whole, since.ambiguous ? `${tag} names several versions` : `${tag} is not known here`);
  }
  const before = stringOf(since.text);
  const diff = await unifiedDiff(before, source.text, {
    path: source.display,
    sections: (hunks) =>
      hunkSections(hunks, { before: () => outlineOf(source.display, before), after: source.outline }),
  });
  const tokens = source.tokenizer.count(diff);
  if (tokens > source.budget || tokens > source.tokenizer.count(whole.text)) {
    return noted(whole, `changed since ${tag}, the diff would be longer`);
  }
  return { view: 'diff', text: diff, notes: [`since ${tag}`] };
}

function noted(body: ViewBody, note: string): ViewBody {
  return { ...body, notes: [...body.notes, note] };
}
