/** Commands that only run the block they are handed, and words that are none. */
const RUNNING = /^(?:[\w.]+-(?:Object|Command|Job|Item|Location)|return|throw|exit|in|data)$/i;
/** Blocks without a title that matter within another: they prepare a test, and may define functions. */
const UNTITLED = /^(?:Before|After)\w+$/i;

/**
 * What a command with a block is called by: its title, as that of a test of Pester or a task of psake, else itself.
 * `undefined` if it only runs the block.
 */
export function titledCommand(head: string, isTop: boolean): string | undefined {
  const [, command, rest = ''] = /^([A-Za-z][\w.-]*)(?:\s+(.*))?$/s.exec(head) ?? [];
  if (command === undefined || RUNNING.test(command) || /^[=+]/.test(rest)) return undefined;
  const title = /^(?:-Name\s+)?(?:"((?:[^"`]|`.)*)"|'([^']*)'|([\w.*][^\s,;(]*))/i.exec(rest);
  const name = title?.slice(1).find((part) => part);
  return name ?? (isTop || UNTITLED.test(command) ? command : undefined);
}
