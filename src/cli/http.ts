import { resources } from '../../resources/index.js';
import { tools } from '../../tools/index.js';
import { instructions } from '../../tools/instructions.js';
import { createApp } from '../app.js';
import { loadConfig } from '../config.js';
import { createLog } from '../log.js';
import { serveOnHttp } from '../mcp/http.js';
import { VERSION } from '../version.js';
import { defineCommand } from './command.js';
import { portOf, portOption } from './port.js';

const PORT = 7333;
const LOOPBACK = '127.0.0.1';

export const http = defineCommand({
  name: 'http',
  synopsis: '[--port N] [--host ADDRESS]',
  summary: 'Serves MCP over streamable HTTP at /mcp, with /health beside it.',
  options: {
    port: portOption(PORT),
    host: {
      type: 'string',
      value: 'ADDRESS',
      help: `the address (default ${LOOPBACK}); any other needs CTXOPT_HTTP_TOKEN`,
    },
  },
  async run(args, terminal) {
    const config = loadConfig(terminal.env, terminal.cwd);
    const serving = await serveOnHttp({
      app: createApp(config, createLog(terminal.env.CTXOPT_LOG)),
      tools,
      resources,
      instructions,
      version: VERSION,
      host: args.text('host') ?? LOOPBACK,
      port: portOf(args, PORT),
      ...(config.httpToken ? { token: config.httpToken } : {}),
    });
    terminal.out(`ctxopt ${VERSION} serves MCP at ${serving.url}\n`);
    await serving.closed;
    return 0;
  },
});
