import { expect, it } from 'vitest';
import { errorMessage } from '../../../src/optimize/facts/error-message.js';
import { factContract } from '../../contracts/facts.js';

factContract(errorMessage, {
  found: [
    ['npm ERR! code E404', ['npm ERR! code E404']],
    [
      'npm error 404 Not Found - GET http://localhost/left',
      ['npm error 404 Not Found - GET http://localhost/left'],
    ],
    [
      ' ERR_PNPM_NO_MATCHING_VERSION  No matching version found',
      ['ERR_PNPM_NO_MATCHING_VERSION No matching version found'],
    ],
    [
      'ERROR: failed to solve: process "/bin/sh -c make" did not complete',
      ['ERROR: failed to solve: process "/bin/sh -c make" did not complete'],
    ],
    ['Error: connect ECONNREFUSED 127.0.0.1:5432', ['Error: connect ECONNREFUSED 127.0.0.1:5432']],
    [
      "error TS18003: No inputs were found in config file 'tsconfig.json'.",
      ["error TS18003: No inputs were found in config file 'tsconfig.json'."],
    ],
    [
      'gcc: schwerwiegender Fehler: keine Eingabedateien',
      ['gcc: schwerwiegender Fehler: keine Eingabedateien'],
    ],
    ['erreur : fichier absent', ['erreur : fichier absent']],
    ['错误：文件不存在', ['错误：文件不存在']],
    ['error[E0432]: unresolved import', ['error[E0432]: unresolved import']],
    ['collect2: error: ld returned 1 exit status', ['collect2: error: ld returned 1 exit status']],
    [
      "main.c:(.text+0x5): undefined reference to `run'",
      ["main.c:(.text+0x5): undefined reference to `run'"],
    ],
    ['fatal: not a git repository', ['fatal: not a git repository']],
    ['remote: error: GH006: protected branch', ['remote: error: GH006: protected branch']],
    [' ! [rejected]        main -> main (fetch first)', ['! [rejected] main -> main (fetch first)']],
    ['CONFLICT (content): Merge conflict in src/a.ts', ['CONFLICT (content): Merge conflict in src/a.ts']],
    ['make: *** [Makefile:3: all] Error 2', ['make: *** [Makefile:3: all] Error 2']],
    ['make[2]: *** No rule to make target', ['make[2]: *** No rule to make target']],
    [
      "ls: cannot access 'x': No such file or directory",
      ["ls: cannot access 'x': No such file or directory"],
    ],
    ['bash: line 1: foo: command not found', ['bash: line 1: foo: command not found']],
    ['curl: (6) Could not resolve host: a.test', ['curl: (6) Could not resolve host: a.test']],
    ['E: Unable to locate package left-pad', ['E: Unable to locate package left-pad']],
    ['│ Error: Invalid reference in main.tf', ['Error: Invalid reference in main.tf']],
    [
      'Error from server (NotFound): pods "web" not found',
      ['Error from server (NotFound): pods "web" not found'],
    ],
    [
      'web-7d4b9c6f5-x2x9z   0/1   CrashLoopBackOff   5   3m',
      ['web-7d4b9c6f5-x2x9z 0/1 CrashLoopBackOff 5 3m'],
    ],
    ['[ERROR] Failed to execute goal compile', ['[ERROR] Failed to execute goal compile']],
    ['> Task :compileJava FAILED', ['> Task :compileJava FAILED']],
    ['BUILD FAILED in 3s', ['BUILD FAILED in 3s']],
    ['ModuleNotFoundError: No module named x', ['ModuleNotFoundError: No module named x']],
    ['java.lang.OutOfMemoryError: Java heap space', ['java.lang.OutOfMemoryError: Java heap space']],
    ['✘ [ERROR] Could not resolve "left"', ['✘ [ERROR] Could not resolve "left"']],
    [
      '<tool_use_error>File has not been read yet</tool_use_error>',
      ['<tool_use_error>File has not been read yet</tool_use_error>'],
    ],
    ['{"error": "permission denied"}', ['error: permission denied']],
    ['{"level":"error","time":17,"msg":"db is gone"}\n{"level":"info","msg":"ok"}', ['error db is gone']],
    ['{"msg":"db is gone","level":50}', ['error db is gone']],
    ['time=12:00 level=error msg="no route 17"', ['time=# level=error msg="no route #"']],
    [
      '2026-11-21 12:00:01,123 ERROR [main] o.a.Store: write of 17 failed\n2026-11-21 12:00:02,456 ERROR [main] o.a.Store: write of 18 failed',
      ['#-#-# # ERROR [main] o.a.Store: write of # failed'],
    ],
    [
      '[Sun Dec 04 04:47:44 2005] [error] mod_jk child workerEnv in error state 6',
      ['[Sun Dec # # #] [error] mod_jk child workerEnv in error state #'],
    ],
    [
      'Jun 15 02:04:59 combo sshd(pam_unix)[2]: authentication failure; user=root',
      ['Jun # # combo sshd(pam_unix)[#]: authentication failure; user=root'],
    ],
    [
      'CMake Error at CMakeLists.txt:42 (target_link_libraries):\n  Target "left" not found.',
      ['CMake Error at CMakeLists.txt:42 (target_link_libraries): Target "left" not found.'],
    ],
    [
      '2026-11-21 12:00:01,123 - ERROR [main] - Unexpected Exception: \n2026-11-21 12:00:02,456 - INFO [main] - session 7 is up',
      ['#-#-# # - ERROR [main] - Unexpected Exception:'],
    ],
    ['error during build:\nCould not resolve "left"', ['error during build: Could not resolve "left"']],
    ['#12 3.417 ERROR: process did not end', ['ERROR: process did not end']],
    ['Found 3 errors in 2 files.', ['Found 3 errors in 2 files.']],
    ['Tests:       1 failed, 11 passed, 12 total', ['Tests: 1 failed, 11 passed, 12 total']],
    ['12 examples, 1 failure', ['12 examples, 1 failure']],
    ['** BUILD FAILED **', ['** BUILD FAILED **']],
    ['ERRO[0003] no such image', ['ERRO[0003] no such image']],
    ['   Active: failed (Result: exit-code)', ['Active: failed (Result: exit-code)']],
    ['E0612 10:00:00.000001       1 proxier.go] no route', ['E# # # proxier.go] no route']],
  ],
  none: [
    'found 0 errors',
    '12 examples, 0 failures',
    'Tests: 12 passed, 12 total',
    '12:00:01 INFO ready, 0 errors, failed=0',
    'error: string;',
    '  error: new Error("it is gone"),',
    'const error: Error = make();',
    'throw new TypeError("x is not a y");',
    'npm warn deprecated left-pad@1.0.0',
    'warning: unused variable',
    'handles an error: the caller decides',
    '12:00:01 INFO all is well',
    'an Error is thrown',
    '   12\terror: failed to do it',
  ],
});

it('tells messages of tools apart by their numbers', () => {
  const values = (text: string) => errorMessage.extract(text).map((fact) => fact.value);
  expect(values('Error: no answer on port 5432\nError: no answer on port 6379')).toHaveLength(2);
});

it('takes a heading with nothing below it for the whole message', () => {
  const [found] = errorMessage.extract('error during build:');
  expect([found?.value, new Set(found?.lines)]).toEqual(['error during build:', new Set([0])]);
});
