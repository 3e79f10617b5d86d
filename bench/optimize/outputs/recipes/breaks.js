// What is broken on purpose, and commands that several recipes run.

/** A change that breaks something: every `from` in the file becomes `to`. */
export const broken = (file, from, to) => ({ file, from, to });

export const honoRenamed = [
  broken('src/utils/url.ts', 'export const getPath = ', 'export const pathOf = '),
  broken('src/types.ts', 'export type Next = ', 'export type NextStep = '),
  broken('src/context.ts', 'status?: StatusCode', 'status?: Status'),
  broken('src/context.ts', 'export class Context<', 'export class RequestContext<'),
];
export const honoWrong = [
  broken('src/utils/cookie.ts', 'Max-Age=', 'Max-Time='),
  broken('src/utils/cookie.ts', '; Path=', '; Route='),
];
export const expressWrong = [
  broken('lib/response.js', "'Content-Type'", "'Content-Kind'"),
  broken('lib/utils.js', 'weak: true', 'weak: false'),
];
export const flaskWrong = [
  broken('src/flask/ctx.py', 'ctx.app.ensure_sync(f)', 'ctx.app.sync(f)'),
  broken('src/flask/globals.py', 'Working outside of request', 'Outside of a request'),
  broken('src/flask/json/provider.py', 'sort_keys = True', 'sort_keys = False'),
];
export const redisRenamed = [
  broken('src/server.h', '    int refcount;', '    int refcnt;'),
  broken('src/server.h', 'dict *pubsub_patterns;  /* patterns', 'dict *patterns;  /* patterns'),
];
export const gsonRenamed = [
  broken('gson/src/main/java/com/google/gson/JsonElement.java', 'isJsonPrimitive()', 'isPrimitive()'),
];
export const gcc = (files, warnings = '-Wall -Wextra') =>
  `for f in ${files}; do gcc -std=gnu11 ${warnings} -Isrc -Ideps/hiredis -Ideps/lua/src -Ideps/linenoise -Ideps/hdr_histogram -Ideps/fpconv -Ideps/fast_float -Ideps/xxhash -c src/$f.c -o /dev/null; done`;
