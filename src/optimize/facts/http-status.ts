import { defineCriticalFacts } from '../fact.js';
import { linesOf, matchesOf } from '../gate/plain-text.js';
import { withContext } from './with-context.js';

/** Statuses of 400 and more, by what stands before or after them. */
const STATUS = new RegExp(
  [
    // An access log's request, quoted (Common Log Format) or not (morgan, uvicorn).
    String.raw`\b(?<method>GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (?<target>\S{1,400})(?: HTTP\/[\d.]{1,3})?"?[ :]{1,3}(?<logged>[45]\d\d)\b`,
    String.raw`\bHTTP(?:\/[\d.]{1,3})?[ :]{1,2}(?<response>[45]\d\d)\b`,
    String.raw`\bstatus(?:[ _-]?code)?["']?(?: of| was| is)?[ :=>]{1,3}["']?(?<field>[45]\d\d)\b`,
    String.raw`\b(?<reason>[45]\d\d) (?:Bad Request|Unauthorized|Payment Required|Forbidden|Not Found|Method Not Allowed|Not Acceptable|Request Timeout|Conflict|Gone|Payload Too Large|Content Too Large|Unsupported Media Type|Unprocessable|Too Many Requests|Internal Server Error|Not Implemented|Bad Gateway|Service Unavailable|Gateway Time-?out)`,
  ].join('|'),
  'gi',
);

const CUE = /\b[45]\d\d\b/;

/**
 * HTTP statuses of 400 and more: with method and target where a log names them, `502 GET /orders`, else with the words
 * around them that hold no digit, so that one answer does not pass for another.
 */
export const httpStatus = defineCriticalFacts({
  name: 'http-status',
  *find(plain) {
    if (!CUE.test(plain)) return;
    for (const [at, line] of linesOf(plain).entries()) {
      if (!CUE.test(line)) continue;
      for (const match of matchesOf(STATUS, line)) {
        const { method, target, logged, response, field, reason } = match.groups!;
        if (logged) yield [`${logged} ${method} ${target!.slice(0, 160)}`, at];
        else yield [withContext(response ?? field ?? reason!, line, match), at];
      }
    }
  },
});
