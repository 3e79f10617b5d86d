import { defineOutput } from '../output.js';

/** CTest, CMake's test runner. */
export const ctest = defineOutput({
  name: 'ctest',
  command: /^ctest(?![\w-])/,
  content: /^ *\d+\/\d+ Test +#\d+: /,
  leaveOut: [
    { what: 'passed tests', line: /^ *\d+\/\d+ Test +#\d+: .* Passed +\d[\d.]* sec$/, sure: true },
    { what: 'tests begun', line: /^ +Start +\d+: \S.*$/, sure: true },
  ],
});
