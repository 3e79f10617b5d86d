import { defineOutput } from '../output.js';

/** RSpec. In its documentation format a passed example has no mark, so it stays. */
export const rspec = defineOutput({
  name: 'rspec',
  command: /^rspec(?![\w-])/,
  content: /^Finished in .* \(files took .* to load\)$/,
  leaveOut: [
    { what: 'progress lines', line: /^[.*]{20,}$/ },
    { what: 'frames in gems', line: /^ +# \S*\/gems\/\S+\.rb:\d+:in .*$/, sure: true },
  ],
});
