import { defineOutput } from '../output.js';
import { silentSteps } from '../programs/silent-steps.js';

/** `go test`, also with `-v` and `-json`, and the downloads before it. */
export const goTest = defineOutput({
  name: 'go-test',
  command: /^go (?:test|vet|build|get|mod)(?![\w-])/,
  content:
    /^(?:ok {2}|FAIL|\? {3})\t\S+(?:\t(?:\(cached\)|\d[\d.]*s|\[.*\])| \[build failed\])|^ *--- (?:PASS|FAIL|SKIP): \S+ \(\d[\d.]*s\)$|^\{"Time":"[^"]*","Action":"\w+",/,
  leaveOut: [
    { what: 'passed tests', line: /^ *--- PASS: .* \(\d[\d.]*s\)$/, sure: true },
    {
      what: 'tests begun',
      sure: true,
      find: silentSteps(/^=== (?:RUN|PAUSE|CONT|NAME) /, /^=== (?:RUN|PAUSE|CONT|NAME) |^ *--- |^PASS$/),
    },
    { what: 'passed packages', line: /^ok {2}\t\S+\t(?:\(cached\)|\d[\d.]*s)$/, sure: true },
    { what: 'packages without tests', line: /^\? {3}\t\S+\t\[no test files\]$/, sure: true },
    { what: 'downloads', line: /^go: downloading \S+ v\S+$/, sure: true },
    {
      what: 'events of tests begun or passed',
      line: /^\{"Time":"[^"]*","Action":"(?:run|pause|cont|start|pass)",|^\{"Time":"[^"]*","Action":"output",.*"Output":"(?:=== (?:RUN|PAUSE|CONT|NAME) | *--- PASS: |PASS\\n|ok {2}\\t)/,
      sure: true,
    },
  ],
  shorten: [{ line: /^\{"Time":"[^"]*",("Action":.*)$/, as: '{$1', sure: true }],
});
