/** Keys whose value tells how something stands: `status`, `exitCode`, `numFailedTests`, `deprecated`. */
export function tellsState(key: string): boolean {
  return STATE.test(words(key));
}

/** Keys of which `false` is bad news. */
export function tellsSuccess(key: string): boolean {
  return SUCCESS.test(words(key));
}

/** Keys of what people are told beside a state. */
export function tellsMessage(key: string): boolean {
  return MESSAGE.test(words(key));
}

/** By what people and programs call a record, the most telling first. */
export const NAMES: readonly string[] = [
  'id',
  'number',
  'uuid',
  '_id',
  'key',
  'address',
  'fullName',
  'name',
  'path',
  'filePath',
  'url',
  'title',
  'slug',
].map((name) => `"${name}"`);

const STATE =
  /(?:^|_)(?:status(?:_?code|_?text)?|state|phase|health|conclusion|outcome|result|verdict|severity|level|err|(?:error|warning|problem|fail|fatal|crash|denied|invalid|missing|extraneous|deprecat)\w*|success|succeeded|passed|ok|valid|ready|reason|exit_?(?:code|status))$/;
const SUCCESS = /(?:^|_)(?:success|successful|succeeded|passed|ok|valid|healthy|ready|available|reachable)$/;
const MESSAGE = /^(?:message|details?|summary|title|rule_?id)$/;

/** `"numFailedTests"` is `num_failed_tests`. */
function words(key: string): string {
  return key
    .slice(1, -1)
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
