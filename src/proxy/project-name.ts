/** A name, or a folder's path: printable ASCII without quotes, of at most 200 letters. */
const NAME = /^[\w./~@][\w./~@:+ -]{0,199}$/;

export function isProjectName(name: string): boolean {
  return NAME.test(name);
}
