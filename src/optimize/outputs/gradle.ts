import { defineOutput } from '../output.js';
import { silentSteps } from '../programs/silent-steps.js';

const TASK = /^> (?:Task|Configure project|Transform) :?\S.*(?<! FAILED)$/;

/** Gradle's plain console. */
export const gradle = defineOutput({
  name: 'gradle',
  command: /^gradlew?(?:\.bat)?(?![\w-])/,
  content: /^> Task :\S+(?: [A-Z-]+)?$|^BUILD (?:SUCCESSFUL|FAILED) in \d/,
  leaveOut: [
    { what: 'passed tests', line: /^\S.* > .* PASSED$/, sure: true },
    { what: 'tasks', line: /^> Task :\S+ (?:UP-TO-DATE|NO-SOURCE|FROM-CACHE|SKIPPED)$/, sure: true },
    { what: 'tasks', sure: true, find: silentSteps(TASK, /^> (?:Task|Configure project|Transform) /) },
    { what: 'downloads', line: /^Download(?:ing)? https?:\/\/\S+(?:, took .*)?$/, sure: true },
    { what: 'daemon lines', line: /^Starting a Gradle Daemon\b(?!.*\bstopped\b)/ },
    { what: 'hints', from: /^\* Try:$/, while: /^> (?:Run with |Get more help at )/, sure: true },
  ],
});
