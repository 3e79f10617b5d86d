import { collapse } from '../gate/plain-text.js';

/** `file:line[:column] message`, from what is known of the place. */
export function located(place: readonly (string | undefined)[], message: string): string {
  return collapse(`${place.filter(Boolean).join(':')} ${message.replace(/━+/g, '')}`, 240);
}

export function isFileName(text: string): boolean {
  return (
    text.length < 300 && !/\s|:\/\//.test(text) && /(?:\.[A-Za-z]\w{0,9}|[Mm]akefile|Dockerfile)$/.test(text)
  );
}
