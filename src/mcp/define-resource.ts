import type { App } from '../app.js';

/** One resource that can be read: an entry of `resources/list`. */
export interface ListedResource {
  readonly uri: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly mimeType: string;
}

interface ResourceBase extends Omit<ListedResource, 'uri'> {
  /**
   * @param variables what stands for each `{name}` of the template, decoded; empty for a fixed URI
   * @throws CtxoptError `not_found` if there is nothing under these variables
   */
  read(app: App, variables: Readonly<Record<string, string>>): Promise<string>;
  /** Calls `changed` whenever what can be read may have changed; returns how to stop. Absent for what never does. */
  watch?(app: App, changed: () => void): () => void;
}

/** An MCP resource under one URI, as a literal. */
export interface FixedResource extends ResourceBase {
  readonly uri: string;
}

/** A family of MCP resources, as a literal. */
export interface TemplateResource extends ResourceBase {
  /** RFC 6570, simple expansion only: `context://original/{handle}`. */
  readonly uriTemplate: string;
  /** Its members that are worth listing. */
  list?(app: App): Promise<readonly ListedResource[]>;
}

export type Resource = FixedResource | TemplateResource;

export function defineResource(resource: Resource): Resource {
  return resource;
}

export function isTemplate(resource: Resource): resource is TemplateResource {
  return 'uriTemplate' in resource;
}

/** What `resources/list` shows of one definition: itself, or the members of its family. */
export async function membersOf(app: App, resource: Resource): Promise<readonly ListedResource[]> {
  if (isTemplate(resource)) return (await resource.list?.(app)) ?? [];
  const { uri, name, title, description, mimeType } = resource;
  return [{ uri, name, title, description, mimeType }];
}
