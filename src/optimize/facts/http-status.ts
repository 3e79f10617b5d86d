import { defineFacts } from '../fact.js';

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

/** HTTP statuses of 400 and more, with method and target where a log names them: `502 GET /orders`, `404`. */
export const httpStatus = defineFacts({
  name: 'http-status',
  critical: true,
  *find(text) {
    for (const { groups } of text.matchAll(STATUS)) {
      const { method, target, logged, response, field, reason } = groups!;
      if (logged) yield `${logged} ${method} ${target!.slice(0, 160)}`;
      else yield (response ?? field ?? reason)!;
    }
  },
});
