#!/usr/bin/env node
import { loadConfig } from './config.js';
import { createLog } from './log.js';
import { VERSION } from './version.js';

const argv = process.argv.slice(2);
// Whoever started this may close its end of the log: that ends the log and not the server.
process.stderr.on('error', () => {});
// A command shows a person what matters in its answer; a server's log is where one looks for the rest.
const log = createLog(process.env.CTXOPT_LOG ?? (argv.length > 0 ? 'error' : 'warn'));

if (argv[0] === '--version' || argv[0] === '-v') {
  process.stdout.write(`${VERSION}\n`);
} else if (argv.length === 0) {
  const { serve } = await import('./cli/stdio.js');
  await serve(loadConfig(process.env, process.cwd()), log);
} else {
  const [{ main }, { createTerminal }] = await Promise.all([
    import('./cli/main.js'),
    import('./cli/terminal.js'),
  ]);
  const { terminal, close } = createTerminal(log);
  process.exitCode = await main(argv, terminal);
  await close();
}
