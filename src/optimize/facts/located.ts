import { collapse } from '../gate/plain-text.js';

/** `file:line[:column] message`, from what is known of the place. */
export function located(place: readonly (string | undefined)[], message: string): string {
  return collapse(`${place.filter(Boolean).join(':')} ${message.replace(/━+/g, '')}`, 240);
}

const NO_NAME = /\s|:\/\//;
const FILE_NAME = /(?:\.[A-Za-z]\w{0,9}|[Mm]akefile|Dockerfile)$/;

export function isFileName(text: string): boolean {
  return text.length < 300 && !NO_NAME.test(text) && FILE_NAME.test(text);
}
