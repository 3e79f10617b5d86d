import type { z } from 'zod';
import { CtxoptError } from '../errors.js';
import { describeIssue } from '../zod-issue.js';
import type { Tool } from './define-tool.js';

/**
 * A tool's arguments as its schema says.
 * @throws CtxoptError `invalid_input` naming every argument that is wrong, missing or unknown
 */
export function checkInput<Input extends z.ZodObject>(tool: Tool<Input>, given: unknown): z.output<Input> {
  const known = Object.keys(tool.input.shape);
  const parsed = tool.input.safeParse(given ?? {});
  const unknown = Object.keys(given ?? {}).filter((name) => !known.includes(name));
  if (parsed.success && unknown.length === 0) return parsed.data;
  const wrong = parsed.error?.issues.filter(({ code }) => code !== 'unrecognized_keys') ?? [];
  const problems = [
    ...wrong.map(describeIssue),
    ...unknown.map((name) => `${JSON.stringify(name)} is no argument of it`),
  ];
  throw new CtxoptError(
    'invalid_input',
    `${tool.name} was called with arguments it cannot use: ${problems.join('; ')}.`,
    `It takes ${known.map((name) => named(tool, name)).join(', ') || 'none'}.`,
  );
}

function named(tool: Tool, name: string): string {
  const optional = tool.input.shape[name]?.safeParse(undefined).success;
  return optional ? name : `${name} (required)`;
}
