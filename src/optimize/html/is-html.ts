const START = /^\uFEFF?\s{0,200}(?:<!--[^>]{0,400}-->\s{0,200})?<(?:!doctype html|html)[\s>]/i;
const TAGS =
  /<\/?(?:a|abbr|article|b|body|br|button|code|dd|div|dl|dt|em|footer|form|h[1-6]|head|header|hr|i|img|input|label|li|link|main|meta|nav|ol|option|p|pre|script|section|select|small|span|strong|style|sup|table|tbody|td|th|thead|title|tr|ul)(?=[\s>/])[^<>]{0,2000}>/gi;

/** Tags from which a fragment is HTML, and the share of its length and of its angle brackets that they take. */
const MIN_TAGS = 20;
const MIN_LENGTH_SHARE = 0.4;
const MIN_TAG_SHARE = 0.9;
/** UTF-16 units of a fragment that are looked at. */
const READ_LIMIT = 20_000;

/** Whether a text is a page of HTML, or a fragment of one that is mostly tags. */
export function isHtml(text: string): boolean {
  if (START.test(text)) return true;
  if (!/^\s{0,200}<[a-z]/i.test(text)) return false;
  const head = text.slice(0, READ_LIMIT);
  const tags = head.match(TAGS) ?? [];
  const length = tags.reduce((sum, tag) => sum + tag.length, 0);
  const brackets = head.split('<').length - 1;
  return (
    tags.length >= MIN_TAGS &&
    length >= MIN_LENGTH_SHARE * head.length &&
    tags.length >= MIN_TAG_SHARE * brackets
  );
}
