import { CtxoptError } from '../../errors.js';
import type { UpstreamConfig } from '../config-file.js';

/**
 * The providers' keys that the proxy holds, by upstream.
 * @param given upstreams of the command line, `NAME=URL`: those go elsewhere than the configuration says, and get no key
 * @param env as `process.env`
 * @throws CtxoptError `invalid_input` if a variable that should have one is not set
 */
export function heldKeys(
  upstreams: Readonly<Record<string, UpstreamConfig>>,
  given: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ReadonlyMap<string, string> {
  const held = new Map<string, string>();
  for (const [name, { keyFrom }] of Object.entries(upstreams)) {
    if (keyFrom === undefined || given.some((entry) => entry.startsWith(`${name}=`))) continue;
    const key = env[keyFrom]?.trim();
    if (!key) {
      throw new CtxoptError(
        'invalid_input',
        `The key of the upstream ${name} should be in ${keyFrom}, which is not set.`,
        `Set ${keyFrom}, or take keyFrom out of the configuration file.`,
      );
    }
    held.set(name, key);
  }
  return held;
}
