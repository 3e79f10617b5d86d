import {
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
  type Server,
  UriTemplate,
} from '@modelcontextprotocol/server';
import type { App } from '../app.js';
import { brief, toCtxoptError } from '../errors.js';
import { isTemplate, membersOf, type Resource } from './define-resource.js';

/** Answers `resources/list`, `resources/templates/list` and `resources/read`. */
export function serveResources(server: Server, app: App, resources: readonly Resource[]): void {
  server.setRequestHandler('resources/list', async () => {
    const listed = await Promise.all(resources.map((resource) => membersOf(app, resource)));
    return { resources: listed.flat() };
  });
  server.setRequestHandler('resources/templates/list', async () => ({
    resourceTemplates: resources
      .filter(isTemplate)
      .map(({ uriTemplate, name, title, description, mimeType }) => ({
        uriTemplate,
        name,
        title,
        description,
        mimeType,
      })),
  }));
  server.setRequestHandler('resources/read', async ({ params: { uri } }) => {
    const found = findResource(resources, uri);
    if (!found) throw new ResourceNotFoundError(brief(uri), `There is no resource ${brief(uri)}.`);
    const { resource, variables } = found;
    try {
      return { contents: [{ uri, mimeType: resource.mimeType, text: await resource.read(app, variables) }] };
    } catch (thrown) {
      const { code, message, hint } = toCtxoptError(thrown);
      const text = `${code}: ${message} ${hint}`;
      if (code === 'not_found') throw new ResourceNotFoundError(brief(uri), text);
      if (code === 'invalid_input') throw new ProtocolError(ProtocolErrorCode.InvalidParams, text);
      app.log.error(message, { uri, cause: thrown });
      throw new ProtocolError(ProtocolErrorCode.InternalError, text);
    }
  });
}

function findResource(resources: readonly Resource[], uri: string) {
  for (const resource of resources) {
    const variables = isTemplate(resource) ? matched(resource.uriTemplate, uri) : resource.uri === uri && {};
    if (variables) return { resource, variables };
  }
  return undefined;
}

function matched(template: string, uri: string): Readonly<Record<string, string>> | undefined {
  try {
    const found = Object.entries(new UriTemplate(template).match(uri) ?? {});
    if (found.length === 0) return undefined;
    return Object.fromEntries(found.map(([name, value]) => [name, decodeURIComponent(String(value))]));
  } catch {
    // A URI that is too long, or whose escapes are broken, names nothing.
    return undefined;
  }
}

/**
 * Calls `updated` with the URI of every listed resource that may have changed.
 * @returns how to stop
 */
export function watchResources(
  app: App,
  resources: readonly Resource[],
  updated: (uri: string) => void,
): () => void {
  const stops = resources.map((resource) =>
    resource.watch?.(app, () => {
      membersOf(app, resource).then(
        (members) => {
          for (const { uri } of members) updated(uri);
        },
        (thrown: unknown) => app.log.warn('resources could not be listed', { cause: thrown }),
      );
    }),
  );
  return () => {
    for (const stop of stops) stop?.();
  };
}
