import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, it } from 'vitest';
import { credentialsKind } from '../../src/proxy/credentials-kind.js';
import type { Provider } from '../../src/proxy/endpoint.js';

const cases: readonly (readonly [Provider, IncomingHttpHeaders, string])[] = [
  ['anthropic', {}, 'none'],
  ['anthropic', { 'x-api-key': 'sk-ant-api03-abc' }, 'api-key'],
  ['anthropic', { 'x-api-key': 'a-gateway-key' }, 'api-key'],
  ['anthropic', { authorization: 'Bearer sk-ant-api03-abc' }, 'api-key'],
  ['anthropic', { authorization: 'Bearer sk-or-v1-abc' }, 'api-key'],
  ['anthropic', { authorization: 'Bearer sk-1234', 'anthropic-beta': 'oauth-2025-04-20' }, 'subscription'],
  ['anthropic', { authorization: 'Bearer sk-ant-oat01-abc' }, 'subscription'],
  ['anthropic', { authorization: 'bearer   sk-ant-oat01-abc' }, 'subscription'],
  ['anthropic', { authorization: 'Bearer whatever' }, 'subscription'],
  ['anthropic', { 'x-api-key': 'sk-ant-oat01-abc' }, 'subscription'],
  [
    'anthropic',
    { 'x-api-key': 'k', 'anthropic-beta': 'claude-code-20250219,oauth-2025-04-20' },
    'subscription',
  ],
  ['anthropic', { 'x-api-key': 'k', 'anthropic-beta': 'not-oauth-at-all' }, 'api-key'],
  ['anthropic', { authorization: 'Bearer ctxopt_5f0c9d1e' }, 'api-key'],
  ['openai', {}, 'none'],
  ['openai', { authorization: 'Bearer sk-proj-abc' }, 'api-key'],
  ['openai', { authorization: 'Bearer eyJhbGciOiJSUzI1NiJ9.e30.c2ln' }, 'subscription'],
  ['openai', { authorization: 'Bearer opaque', 'chatgpt-account-id': 'a' }, 'subscription'],
  ['openai', { 'api-key': 'azure' }, 'api-key'],
  ['openai', { authorization: 'Basic dTpw' }, 'none'],
  ['ollama', {}, 'none'],
  ['ollama', { authorization: 'Bearer eyJhbGciOiJSUzI1NiJ9.e30.c2ln' }, 'api-key'],
];

describe('credentialsKind', () => {
  it.each(cases)('%s %j is %s', (provider, headers, kind) => {
    expect(credentialsKind(provider, headers)).toBe(kind);
  });
});
