import { httpStatus } from '../../../src/optimize/facts/http-status.js';
import { factContract } from '../../contracts/facts.js';

factContract(httpStatus, {
  found: [
    [
      '10.0.0.1 - - [21/Nov/2026:15:41:25 +0000] "GET /orders?id=7 HTTP/1.1" 502 157 "-" "curl/8"',
      ['502 GET /orders?id=7'],
    ],
    ['POST /login 401 12.3 ms - 20', ['401 POST /login']],
    ['HTTP/1.1 500 Internal Server Error', ['500 internal server error']],
    ['HTTP/2 503', ['503']],
    ['{"status":502}', ['502']],
    ['status: 404', ['404']],
    ['statusCode=429', ['429']],
    ['Request failed with status code 403', ['403 request failed with']],
    ['the server said 504 Gateway Timeout', ['504 the server said']],
    ['{"id":1,"status":502,"name":"a"}', ['502']],
    ['10:00:01 payment 17: status=503 after 3 tries', ['503 payment after tries']],
  ],
  none: ['HTTP/1.1 200 OK', '"GET / HTTP/1.1" 304 0', 'port 443', '404 files copied', 'status: 4040'],
});
