import { defineOutput } from '../output.js';
import { silentSteps } from '../programs/silent-steps.js';

/** CMake's checks, and the steps of the makefiles that it writes. */
export const cmake = defineOutput({
  name: 'cmake',
  command: /^cmake(?![\w-])/,
  content:
    /^\[ *\d+%\] (?:Building \w+ object|Linking \w+ |Built target )|^-- (?:Configuring done|The \w+ compiler identification is )/,
  leaveOut: [
    {
      what: 'checks passed',
      line: /^-- (?:Detecting \w+ compil.*|Check for working \w+ compiler: .*|Performing Test \S+(?: - Success)?|Looking for \S+(?: in .*)?(?: - found)?|Check size of .*)$/,
    },
    { what: 'silent steps', sure: true, find: silentSteps(/^\[ *\d+%\] \S/) },
    {
      what: 'dependency scans',
      line: /^(?:Scanning dependencies of target |Consolidate compiler generated dependencies of target )\S+$/,
    },
  ],
});
