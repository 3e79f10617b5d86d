import { defineOutput } from '../output.js';

/** npm: install, ci, update. */
export const npm = defineOutput({
  name: 'npm',
  command: /^npm(?![\w-])/,
  content:
    /^(?:npm (?:warn|WARN) deprecated \S+@\d|npm (?:ERR!|error) code E[A-Z\d]|(?:added|removed|changed) \d+ packages?, (?:(?:and )?(?:added|removed|changed|audited) )|up to date, audited \d+ packages? in )/,
  leaveOut: [
    {
      what: 'requests for funding',
      from: /^\d+ packages? (?:are|is) looking for funding$/,
      to: /^ {2}run `npm fund` /,
    },
    {
      what: 'notices of a new npm',
      line: /^npm notice(?: New (?:major|minor|patch) version of npm | {1,2}Changelog: | To update run: |$)/,
    },
    { what: 'lines of trace', line: /^npm (?:http (?:fetch|cache) |sill |silly |verb |verbose |timing )/ },
    { what: 'deprecations said again', line: /^npm (?:warn|WARN) deprecated /, repeated: true },
  ],
});
