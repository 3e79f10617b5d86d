import { readFile } from 'node:fs/promises';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { CtxoptError } from '../errors.js';
import { describeIssue } from '../zod-issue.js';
import { DEFAULT_POLICY, DEFER_ABOVE, type NativeOptions, type ProjectPolicy } from './project-policy.js';

/** What a proxy's configuration file says. */
export interface ProxyConfig {
  /** URLs of upstreams by their names. */
  readonly upstreams: Readonly<Record<string, UpstreamConfig>>;
  /** The policy of a project: what the file says of it, else its defaults, else ctxopt's. */
  policyOf(project: string): ProjectPolicy;
}

export interface UpstreamConfig {
  readonly url: string;
  /** The environment variable with the provider's key, which stands in for ctxopt's own. The file holds no key. */
  readonly keyFrom?: string;
}

const turns = z.number().int().min(0);
const amount = z.number().positive();

const project = z.strictObject({
  level: z.enum(['off', 'lossless', 'balanced', 'aggressive']).exactOptional(),
  subscriptions: z.boolean().exactOptional(),
  promptCaching: z.boolean().exactOptional(),
  rewriteCached: z.boolean().exactOptional(),
  turnsToCome: turns.exactOptional(),
  thresholds: z
    .strictObject({
      dailyCost: amount.exactOptional(),
      windowShare: amount.max(1).exactOptional(),
      webhook: z.url({ protocol: /^https?$/ }).exactOptional(),
      insecureWebhook: z.boolean().exactOptional(),
    })
    .exactOptional(),
  limits: z
    .strictObject({
      requestsPerMinute: z.number().int().positive().exactOptional(),
      inputTokensPerMinute: z.number().int().positive().exactOptional(),
    })
    .exactOptional(),
  native: z
    .strictObject({
      contextEditing: z.boolean().exactOptional(),
      deferTools: z
        .union([
          z.boolean(),
          z.strictObject({
            above: z.number().int().min(0).exactOptional(),
            keep: z.array(z.string()).exactOptional(),
          }),
        ])
        .exactOptional(),
    })
    .exactOptional(),
});

const upstream = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  keyFrom: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the name of an environment variable was expected, not a key')
    .exactOptional(),
});

const config = z.strictObject({
  upstreams: z.record(z.string(), upstream).exactOptional(),
  defaults: project.exactOptional(),
  projects: z.record(z.string(), project).exactOptional(),
});

type Project = z.output<typeof project>;
type DeferToolsPolicy = NativeOptions['deferTools'];

/** Of a proxy without a configuration file. */
export const NO_CONFIG: ProxyConfig = { upstreams: {}, policyOf: () => DEFAULT_POLICY };

/**
 * Reads a configuration file, YAML or JSON.
 * @throws CtxoptError `not_found`; `invalid_input` naming every place that is wrong
 */
export async function readConfigFile(file: string): Promise<ProxyConfig> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new CtxoptError('not_found', `${file} cannot be read: ${(cause as Error).message}`, SEE, { cause });
  }
  return readConfig(text, file);
}

/**
 * @param name of the file, for errors
 * @throws CtxoptError `invalid_input` naming every place that is wrong
 */
export function readConfig(text: string, name: string): ProxyConfig {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const broken = document.errors[0];
  if (broken) {
    const { line, col } = lineCounter.linePos(broken.pos[0]);
    throw wrong(`${name} is neither YAML nor JSON: line ${line}, column ${col}: ${broken.message}`);
  }
  const parsed = config.safeParse(document.toJS() ?? {});
  if (!parsed.success) throw wrong(`${name}: ${parsed.error.issues.map(describeIssue).join('; ')}`);
  const { upstreams = {}, defaults, projects = {} } = parsed.data;
  const base = merged(DEFAULT_POLICY, defaults);
  const policies = new Map(Object.entries(projects).map(([key, own]) => [key, merged(base, own)]));
  return { upstreams, policyOf: (asked) => policies.get(asked) ?? base };
}

function merged(base: ProjectPolicy, own: Project = {}): ProjectPolicy {
  const { rewriteCached = base.worth.cached, turnsToCome = base.worth.turnsToCome } = own;
  return {
    level: own.level ?? base.level,
    subscriptions: own.subscriptions ?? base.subscriptions,
    promptCaching: own.promptCaching ?? base.promptCaching,
    worth: { cached: rewriteCached, ...(turnsToCome === undefined ? {} : { turnsToCome }) },
    thresholds: { ...base.thresholds, ...own.thresholds },
    limits: { ...base.limits, ...own.limits },
    native: {
      contextEditing: own.native?.contextEditing ?? base.native.contextEditing,
      deferTools: deferring(base.native.deferTools, own.native?.deferTools),
    },
  };
}

function deferring(
  base: DeferToolsPolicy,
  own: NonNullable<Project['native']>['deferTools'],
): DeferToolsPolicy {
  if (own === undefined || own === false) return own ?? base;
  return { above: DEFER_ABOVE, ...(base || {}), ...(own === true ? {} : own) };
}

const SEE = 'See "The proxy\'s configuration" in the README for what it may say.';

function wrong(message: string): CtxoptError {
  return new CtxoptError('invalid_input', message, SEE);
}
