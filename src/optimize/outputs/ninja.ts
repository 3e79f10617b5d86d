import { defineOutput } from '../output.js';
import { silentSteps } from '../programs/silent-steps.js';

/** ninja, also under CMake and Meson. */
export const ninja = defineOutput({
  name: 'ninja',
  command: /^(?:ninja|meson compile|cmake --build)(?![\w-])/,
  content: /^ninja: |^\[\d+\/\d+\] (?:Building \w+ object|Linking \w+) \S/,
  leaveOut: [{ what: 'silent steps', sure: true, find: silentSteps(/^\[\d+\/\d+\] (?!.* › )\S/) }],
});
