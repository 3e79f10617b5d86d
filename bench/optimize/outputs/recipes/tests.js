import { expressWrong, flaskWrong, honoWrong } from './breaks.js';

/** What test runners print. */
export const TESTS = [
  {
    name: 'vitest-hono',
    kind: 'tests',
    set: 'dev',
    repository: 'hono',
    breaks: honoWrong,
    command: 'npx vitest run --project main --coverage.enabled=false src/utils src/helper',
  },
  {
    name: 'vitest-verbose-hono',
    kind: 'tests',
    set: 'test',
    repository: 'hono',
    breaks: honoWrong,
    command:
      'FORCE_COLOR=1 npx vitest run --project main --reporter verbose --coverage.enabled=false src/utils src/middleware',
  },
  {
    name: 'vitest-coverage-hono',
    kind: 'tests',
    set: 'dev',
    repository: 'hono',
    breaks: [],
    command: 'npx vitest run --project main src/utils',
  },
  {
    name: 'mocha-express',
    kind: 'tests',
    set: 'dev',
    repository: 'express',
    breaks: expressWrong,
    command: 'npx mocha --require test/support/env --check-leaks test/res.*.js',
  },
  {
    name: 'mocha-express-all',
    kind: 'tests',
    set: 'test',
    repository: 'express',
    breaks: [expressWrong[1]],
    command: 'npx mocha --require test/support/env --reporter spec --check-leaks test/ test/acceptance/',
  },
  {
    name: 'mocha-tap-express',
    kind: 'tests',
    set: 'test',
    repository: 'express',
    breaks: [expressWrong[0]],
    command: 'npx mocha --require test/support/env --reporter tap test/req.*.js test/res.s*.js',
  },
  {
    name: 'node-test-express',
    kind: 'tests',
    set: 'dev',
    repository: 'express',
    breaks: [],
    command: 'node --test test/utils.js test/Route.js',
  },
  {
    name: 'pytest-flask',
    kind: 'tests',
    set: 'dev',
    repository: 'flask',
    breaks: flaskWrong,
    command: 'PYTHONPATH=src python3 -m pytest tests',
  },
  {
    name: 'pytest-verbose-flask',
    kind: 'tests',
    set: 'test',
    repository: 'flask',
    breaks: flaskWrong,
    command: 'PYTHONPATH=src python3 -m pytest -v tests',
  },
  {
    name: 'go-test',
    kind: 'tests',
    set: 'dev',
    repository: 'gin',
    breaks: [],
    command:
      'cp -r $(go env GOROOT)/src/encoding/csv csv && cd csv && printf "module csv\\ngo 1.19\\n" > go.mod && sed -i "s/if r.TrimLeadingSpace/if false/" reader.go; go test -v .',
  },
  {
    name: 'unittest-python',
    kind: 'tests',
    set: 'test',
    repository: 'flask',
    breaks: [],
    command:
      'python3 -m unittest -v test.test_textwrap test.test_string test.test_bisect 2>&1; python3 -c "import json; json.loads(\'{bad\')"',
  },
];
