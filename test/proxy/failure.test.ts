import { expect, it } from 'vitest';
import { failureOf } from '../../src/proxy/failure.js';

it.each([
  ['ECONNREFUSED', 502, /cannot reach https:\/\/up\.example .*--upstream/],
  ['ENOTFOUND', 502, /cannot reach/],
  ['UND_ERR_CONNECT_TIMEOUT', 502, /cannot reach/],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 502, /does not trust the certificate.*NODE_EXTRA_CA_CERTS/],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 502, /does not trust the certificate/],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 502, /does not trust the certificate/],
  ['UND_ERR_HEADERS_TIMEOUT', 504, /did not answer in time/],
  ['ECONNRESET', 502, /closed the connection.*not known/],
  ['UND_ERR_INVALID_ARG', 400, /cannot forward/],
])('%s is %i', (code, status, message) => {
  const failure = failureOf(Object.assign(new Error('x'), { code }), 'https://up.example', 1);
  expect(failure).toMatchObject({ status, code });
  expect(failure.message).toMatch(message);
});
