// A server over stdio with the tests' tools, over the compiled kit in CTXOPT_DIST (dist unless set).
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createResources, createTestApp, createTools } from './kit.mjs';

const dist = path.resolve(import.meta.dirname, '../..', process.env.CTXOPT_DIST ?? 'dist');
const compiled = (file) => import(pathToFileURL(path.join(dist, 'src', file)).href);
const [{ serveOnStdio }, { CtxoptError }, { createLog }] = await Promise.all([
  compiled('mcp/stdio.js'),
  compiled('errors.js'),
  compiled('log.js'),
]);

const app = { ...createTestApp(), log: createLog(process.env.CTXOPT_LOG) };
const serving = serveOnStdio({
  app,
  tools: createTools(CtxoptError),
  resources: createResources(CtxoptError),
  instructions: 'For tests.',
  version: '1.2.3',
});
console.log('a stray line');
process.stdout.write('and another\n');
await serving;
process.stderr.write(`closed ${app.state.closed}\n`);
