import { chosenView, wantedView } from './chosen-view.js';
import type { TextRequest } from './read-view.js';
import { unifiedDiff } from './unified-diff.js';
import { versionTag } from './version-tag.js';
import type { ViewBody, ViewSource } from './view-body.js';

/**
 * What a reader needs who quotes the version that it holds: nothing if that is the same, else what changed, or the
 * view asked for where that is shorter or the version is not known here. Without a quoted version, the view asked for.
 * @throws CtxoptError as {@link chosenView}
 */
export async function sinceView(source: ViewSource, request: TextRequest): Promise<ViewBody> {
  const { since } = request;
  if (since === undefined) return chosenView(source, request);
  const tag = versionTag(since.version);
  const same =
    since.text === undefined ? request.version.startsWith(since.version) : since.text === request.text;
  const view = wantedView(request);
  if (view === 'symbol' || view === 'lines') {
    // A tag proves which version its holder knows, but not that it holds these lines of it.
    return noted(await chosenView(source, request), `${same ? 'unchanged' : 'changed'} since ${tag}`);
  }
  if (same) return { view: 'unchanged', text: '', notes: ['leave out "since" to read it anyway'] };
  const whole = await chosenView(source, request);
  if (since.text === undefined) return noted(whole, `${tag} is not known here`);
  const diff = unifiedDiff(since.text, source.text, { path: source.display });
  const tokens = source.tokenizer.count(diff);
  if (tokens > source.budget || tokens > source.tokenizer.count(whole.text)) {
    return noted(whole, `changed since ${tag}, the diff would be longer`);
  }
  return { view: 'diff', text: diff, notes: [`since ${tag}`] };
}

function noted(body: ViewBody, note: string): ViewBody {
  return { ...body, notes: [...body.notes, note] };
}
