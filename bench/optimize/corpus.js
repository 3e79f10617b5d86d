// Which inputs there are: real outputs, logs, answers and sessions, by their place in the folder of checkouts.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { RECIPES } from './outputs/recipes.js';
import { SESSIONS } from './outputs/sessions.js';

/** The kinds of input, in the order of reports. */
export const KINDS = [
  'logs',
  'tests',
  'build',
  'json',
  'git',
  'listing',
  'misc',
  'page',
  'trajectory',
  'session',
];

/** What the fixtures' folders are about; all others are `misc`. */
const FIXTURE_KINDS = {
  build: 'build',
  lint: 'build',
  install: 'build',
  package: 'build',
  devops: 'build',
  tests: 'tests',
  git: 'git',
  filesystem: 'listing',
  search: 'listing',
};

const CONTEXT_MODE = {
  'access.log': ['logs', 'cat access.log'],
  'test-output.txt': ['tests', 'npx vitest run'],
  'tsc-errors.txt': ['build', 'npx tsc --noEmit'],
  'build-output.txt': ['build', 'npm run build'],
  'api-response.json': ['json', 'curl -s https://api.example.com/v1/users'],
  'github-issues.json': ['json', 'gh issue list --json number,title,state,labels,body'],
  'github-prs.json': ['json', 'gh pr list --json number,title,state'],
  'mcp-tools.json': ['json', 'cat mcp-tools.json'],
  'git-log.txt': ['git', 'git log'],
  'git-diff.patch': ['git', 'git diff'],
  'analytics.csv': ['page', 'cat analytics.csv'],
  'context7-nextjs-docs.md': ['page', 'cat docs.md'],
  'context7-react-docs.md': ['page', 'cat docs.md'],
  'context7-supabase-edge.md': ['page', 'cat docs.md'],
  'context7-tailwind-docs.md': ['page', 'cat docs.md'],
  'playwright-snapshot.txt': ['page', 'npx playwright snapshot'],
};

const JSON_FILES = [
  ['dev', 'models.dev/providers/cloudflare-ai-gateway/data/api_response.json'],
  ['test', 'terraform/testing/equivalence-tests/outputs/fully_populated_complex_update/plan.json'],
  ['dev', 'terraform/internal/cloud/testdata/plan-json-full/plan-redacted.json'],
  ['dev', 'terraform/testing/equivalence-tests/outputs/fully_populated_complex/state.json'],
  ['test', 'genai-prices/prices/data_slim.json'],
];

const demonstrations = 'SWE-agent/trajectories/demonstrations';
const marshmallow = (way) =>
  `${demonstrations}/replay__marshmallow-code__marshmallow-1867__${way}/marshmallow-code__marshmallow-1867.traj`;

/** Of the many replays of one task, one a way of calling tools. Those of one task are in one set. */
const TRAJECTORIES = [
  ['dev', marshmallow('function_calling_replace_from_source')],
  ['dev', marshmallow('default__t-0.20__p-0.95__c-2.00__install-1___install_from_source')],
  ['dev', marshmallow('xml_sys-env_cursors_window100__t-0.20__p-0.95__c-2.00__install-1')],
  [
    'test',
    'SWE-agent/tests/test_data/trajectories/gpt4__swe-bench-dev-easy_first_only__default__t-0.00__p-0.95__c-3.00__install-1/pydicom__pydicom-1458.traj',
  ],
  [
    'test',
    'SWE-agent/tests/test_data/trajectories/gpt4__swe-agent__test-repo__default_from_url__t-0.00__p-0.95__c-3.00__install-1/swe-agent__test-repo-i1.traj',
  ],
  ['dev', `${demonstrations}/ctf/web/i_got_id_demo.traj`],
  ['test', `${demonstrations}/ctf/crypto/BabyTimeCapsule.traj`],
  ['dev', `${demonstrations}/ctf/crypto/katy.traj`],
  ['test', `${demonstrations}/ctf/forensics/flash.traj`],
  ['test', `${demonstrations}/ctf/rev/rock.traj`],
];

const TRANSCRIPTS = [
  ['dev', 'claude-reliability/snapshot-tests/tests/coverage-test-fix/transcript.jsonl'],
  ['test', 'claude-reliability/snapshot-tests/tests/python-to-rust-port/transcript.jsonl'],
  ['test', 'claude-reliability/snapshot-tests/tests/stop-hook-reflection-first-stop/transcript.jsonl'],
  ['dev', 'claude-code-log/test/test_data/representative_messages.jsonl'],
  ['test', 'claude-code-log/test/test_data/todowrite_examples.jsonl'],
];

/**
 * Every input that there may be. Those whose list stands in a checkout are left out if that is missing.
 * @param {string} data the folder of the checkouts
 * @returns {{ kind: string, set: 'dev' | 'test', path: string, as: 'text' | 'fixture' | 'trajectory' | 'body', command?: string, exitCode?: number }[]}
 */
export function corpus(data) {
  const alternate = (at) => (at % 2 === 0 ? 'dev' : 'test');
  const logs = foldersIn(path.join(data, 'loghub')).map((name, at) => ({
    kind: 'logs',
    set: alternate(at),
    path: `loghub/${name}/${name}_2k.log`,
    as: 'text',
    command: at % 4 < 2 ? `cat ${name}_2k.log` : `tail -n 2000 ${name}_2k.log`,
  }));
  const contextMode = Object.entries(CONTEXT_MODE).map(([name, [kind, command]], at) => ({
    kind,
    set: alternate(at),
    path: `context-mode/tests/fixtures/${name}`,
    as: 'text',
    command,
  }));
  const answers = JSON_FILES.map(([set, file]) => ({
    kind: 'json',
    set,
    path: file,
    as: 'text',
    command: `curl -s https://api.example.com/${path.basename(file)}`,
  }));
  const exitCodes = exitCodesIn(data);
  const outputs = RECIPES.map(({ name, kind, set, command }) => ({
    kind,
    set,
    path: `tool-outputs/${name}.txt`,
    as: 'text',
    command,
    exitCode: exitCodes[name],
  }));
  const sessions = SESSIONS.map(({ name, kind, set }) => ({
    kind,
    set,
    path: `tool-outputs/${name}.json`,
    as: 'body',
  }));
  const trajectories = TRAJECTORIES.map(([set, file]) => ({
    kind: 'trajectory',
    set,
    path: file,
    as: 'trajectory',
  }));
  const transcripts = TRANSCRIPTS.map(([set, file]) => ({ kind: 'trajectory', set, path: file, as: 'body' }));
  const all = [
    ...logs,
    ...contextMode,
    ...answers,
    ...outputs,
    ...fixtures(data),
    ...trajectories,
    ...transcripts,
    ...sessions,
  ];
  return all.toSorted((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
}

/** How the commands of `tool-outputs` ended, by name. */
function exitCodesIn(data) {
  const file = path.join(data, 'tool-outputs/exit-codes.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

function fixtures(data) {
  const root = 'tokenjuice/src/rules/fixtures';
  return foldersIn(path.join(data, root)).flatMap((folder) =>
    readdirSync(path.join(data, root, folder))
      .toSorted()
      .map((name, at) => ({
        kind: FIXTURE_KINDS[folder] ?? 'misc',
        set: at % 2 === 0 ? 'dev' : 'test',
        path: `${root}/${folder}/${name}`,
        as: 'fixture',
      })),
  );
}

/** Visible folders, by name; none if there is no such folder. */
function foldersIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .toSorted();
}
