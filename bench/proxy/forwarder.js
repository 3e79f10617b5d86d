// The least that a forwarder can be: node:http and an undici pool, which writes into the response itself. What ctxopt's own addition is held against.
//   node forwarder.js UPSTREAM
import { createServer } from 'node:http';
import { Pool } from 'undici';

const CONNECTION = ['connection', 'keep-alive', 'transfer-encoding', 'host', 'expect'];

const pool = new Pool(process.argv[2]);
const server = createServer((request, response) => {
  pool.stream(
    {
      path: request.url,
      method: request.method,
      headers: withoutConnection(request.headers),
      body: request.method === 'GET' ? null : request,
    },
    ({ statusCode, headers }) => {
      response.writeHead(statusCode, withoutConnection(headers));
      return response;
    },
    (error) => {
      if (error) response.destroy();
    },
  );
});

function withoutConnection(headers) {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !CONNECTION.includes(name)));
}

server.keepAliveTimeout = 75_000;
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
