import { describe, expect, it } from 'vitest';
import { importResolver } from '../../src/repo/resolve-import.js';

const paths = [
  'src/app.ts',
  'src/log.ts',
  'src/store/index.ts',
  'src/store/memory.ts',
  'pkg/flask/__init__.py',
  'pkg/flask/json/provider.py',
  'pkg/flask/globals.py',
  'binding/form.go',
  'binding/json.go',
  'gson/src/main/java/com/google/gson/Gson.java',
  'include/deep/zset.h',
  'include/deep/zset.c',
  'crates/core/search.rs',
  'crates/core/flags/mod.rs',
];
const resolve = importResolver(paths);

describe('importResolver', () => {
  it.each([
    ['src/app.ts', './log.js', ['src/log.ts']],
    ['src/app.ts', './log', ['src/log.ts']],
    ['src/store/memory.ts', '../log.js', ['src/log.ts']],
    ['src/app.ts', './store', ['src/store/index.ts']],
    ['src/store/memory.ts', '.', ['src/store/index.ts']],
    ['src/app.ts', '../../../log.js', []],
    ['src/app.ts', 'react', []],
    ['pkg/flask/globals.py', '.json.provider', ['pkg/flask/json/provider.py']],
    ['pkg/flask/json/provider.py', '..globals', ['pkg/flask/globals.py']],
    ['tests/a.py', 'flask.globals', ['pkg/flask/globals.py']],
    ['tests/a.py', 'flask', ['pkg/flask/__init__.py']],
    ['gin.go', 'github.com/gin-gonic/gin/binding', ['binding/form.go', 'binding/json.go']],
    ['A.java', 'com.google.gson.Gson', ['gson/src/main/java/com/google/gson/Gson.java']],
    ['include/deep/zset.c', '"zset.h"', ['include/deep/zset.h', 'include/deep/zset.c']],
    ['crates/core/search.rs', 'crate::flags', ['crates/core/flags/mod.rs']],
    ['src/app.ts', '', []],
    ['src/app.ts', '//..//', []],
  ])('from %s, %j', (from, module, found) => {
    expect(resolve(from, module).map((index) => paths[index])).toEqual(found);
  });
});
