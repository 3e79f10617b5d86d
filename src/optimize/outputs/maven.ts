import { defineOutput } from '../output.js';

/** Maven with its compiler, resources and surefire plugins. What it advises under `[ERROR]` stays. */
export const maven = defineOutput({
  name: 'maven',
  command: /^mvnw?(?![\w-])/,
  content:
    /^\[INFO\] (?:BUILD (?:SUCCESS|FAILURE)|--- [\w.-]+:\S+ \(.*\) @ \S+ ---|Scanning for projects\.\.\.)$/,
  leaveOut: [
    {
      what: 'download lines',
      line: /^(?:\[INFO\] )?(?:Download(?:ing|ed)(?: from \S+)?: https?:\S+|Progress \(\d+\): ).*$/,
      sure: true,
    },
    {
      what: 'passed suites',
      line: /^\[INFO\] Tests run: \d+, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: .* in \S+$/,
      sure: true,
    },
    { what: 'suites begun', line: /^\[INFO\] Running [\w.$]+$/, sure: true },
    {
      what: 'plugin lines',
      line: /^\[INFO\] (?:--- [\w.-]+:\S+ \(.*\) @ \S+ ---|Scanning for projects|Nothing to compile|Changes detected - recompiling|Compiling \d+ source|Copying \d+ resource|skip non existing|Using (?:auto detected|'.*' encoding|platform encoding)|Not compiling|Recompiling|Deleting |No tests to run\.?$|Building jar: |Installing )/,
    },
    { what: 'empty lines', line: /^\[(?:INFO|WARNING|ERROR)\](?: *| -{10,})$/, sure: true },
    { what: 'repeated warnings', line: /^\[WARNING\] \S.*$/, repeated: true },
  ],
});
