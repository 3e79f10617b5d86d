import { defineOutput } from '../output.js';
import { silentSteps } from '../programs/silent-steps.js';

/** XCTest and Swift Testing, as `swift test` and `xcodebuild` run them. */
export const swiftTest = defineOutput({
  name: 'swift-test',
  command: /^(?:swift (?:build|test)|xcodebuild)(?![\w-])/,
  content:
    /^Test Case '.*' (?:passed|failed) \(\d[\d.]* seconds\)\.?$|^[✔✘] Test .* (?:passed|failed) after \d/,
  leaveOut: [
    { what: 'silent steps', sure: true, find: silentSteps(/^\[\d+\/\d+\] \S/) },
    { what: 'passed tests', line: /^Test Case '.*' passed \(\d[\d.]* seconds\)\.?$/, sure: true },
    { what: 'passed tests', line: /^✔ (?:Test|Suite) .* passed after \d[\d.]* seconds\.$/, sure: true },
    {
      what: 'tests begun',
      sure: true,
      find: silentSteps(/^Test Case '.*' started\b/, /^Test Case '.*' passed /),
    },
    { what: 'tests begun', sure: true, find: silentSteps(/^◇ (?:Test|Suite) .* started\.$/, /^[◇✔] /) },
  ],
});
