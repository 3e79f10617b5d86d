// The least that a provider can be: takes a request whole and answers at once, or streams events at a steady pace.
import { createServer } from 'node:http';

const CHUNKS = 40;
const PACE = 100;

const answer = Buffer.from(
  JSON.stringify({
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-sonnet-4-5',
    content: [{ type: 'text', text: 'Done.' }],
    stop_reason: 'end_turn',
    usage: { input_tokens: 10, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 3 },
  }),
);

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    if (request.headers.accept === 'text/event-stream') return stream(response);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length });
    response.end(answer);
  });
});

/** Events that say when they were sent. */
function stream(response) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  let sent = 0;
  const timer = setInterval(() => {
    response.write(
      `event: ping\ndata: {"type":"ping","at":${performance.timeOrigin + performance.now()}}\n\n`,
    );
    sent += 1;
    if (sent < CHUNKS) return;
    clearInterval(timer);
    response.end('event: message_stop\ndata: {"type":"message_stop"}\n\n');
  }, PACE);
  response.on('close', () => clearInterval(timer));
}

server.keepAliveTimeout = 75_000;
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
