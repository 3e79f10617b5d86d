import { defineOutput } from '../output.js';

/** PHPUnit, dots or `--testdox`. */
export const phpunit = defineOutput({
  name: 'phpunit',
  command: /^(?:phpunit|artisan test|php artisan test|pest)(?![\w-])/,
  content: /^PHPUnit \d+\.\d+\.\d+ by Sebastian Bergmann/,
  leaveOut: [
    { what: 'progress lines', line: /^\.+ +\d+ \/ \d+ \( *\d+%\)$/ },
    { what: 'passed tests', line: /^ ✔ \S.*$/, sure: true },
    { what: 'frames in libraries', line: /^\/\S*\/vendor\/\S+\.php:\d+$/ },
  ],
});
