import { defineOutput } from '../output.js';

/** cargo build, check, clippy and test; rustc's diagnostics are left whole. */
export const cargo = defineOutput({
  name: 'cargo',
  command: /^cargo(?![\w-])/,
  content:
    /^ +(?:Compiling|Checking) \S+ v\d+\.\d+\.\d+|^test result: (?:ok|FAILED)\. \d+ passed; |^ +Finished [`\w].* target\(s\) in \d/,
  leaveOut: [
    { what: 'passed tests', line: /^test .+ \.\.\. ok(?: <\d[\d.]*s>)?$/, sure: true },
    {
      what: 'compiled crates',
      line: /^ +(?:Compiling|Checking|Fresh|Documenting) \S+ v\d\S*(?: \(.*\))?$/,
      sure: true,
    },
    {
      what: 'downloads',
      line: /^ +(?:Download(?:ed|ing) (?:\S+ v\d\S*|crates \.\.\.)|Downloaded \d+ crates .*)$/,
      sure: true,
    },
    { what: 'empty test runs', from: /^running 0 tests$/, to: /^test result: ok\. 0 passed; 0 failed; / },
    {
      what: 'hints',
      line: /^(?:For more information about (?:this error|an error), try `rustc --explain .*|note: (?:Some details are omitted, run with|run with) `RUST_BACKTRACE=.*)$/,
      sure: true,
    },
  ],
});
