import { existsSync } from 'node:fs';
import path from 'node:path';
import { call, type Part } from '../upstream/script.js';

/** A coding agent as its users install it, and the tools that its model is given. */
export interface CodingAgent {
  readonly name: string;
  readonly command: 'claude' | 'codex' | 'opencode';
  /** As the provider knows it. */
  readonly model: string;
  /** The tool that a request of the conversation itself defines, and one for a title or a summary does not. */
  readonly tool: string;
  start(at: Place): Start;
  read(file: string): Part;
  run(command: string): Part;
  edit(file: string, from: string, to: string): Part;
}

export interface Place {
  /** Of the provider, or of the proxy; without a slash at its end. */
  readonly url: string;
  readonly home: string;
  readonly prompt: string;
}

export interface Start {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const KEY = 'sk-test-0000';

const patch = (file: string, from: string, to: string) =>
  `*** Begin Patch\n*** Update File: ${file}\n@@\n-${from}\n+${to}\n*** End Patch\n`;

const claude: CodingAgent = {
  name: 'Claude Code',
  command: 'claude',
  model: 'claude-opus-4-8',
  tool: 'Bash',
  start: ({ url, prompt }) => ({
    args: ['-p', prompt, '--model', 'claude-opus-4-8', '--allowedTools', 'Bash,Read,Edit'],
    env: {
      ANTHROPIC_BASE_URL: url,
      ANTHROPIC_API_KEY: KEY,
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      DISABLE_AUTOUPDATER: '1',
    },
  }),
  read: (file) => call('Read', { file_path: file }),
  run: (command) => call('Bash', { command, description: 'Runs it' }),
  edit: (file, from, to) => call('Edit', { file_path: file, old_string: from, new_string: to }),
};

function codex(
  name: string,
  model: string,
  provider: (url: string) => readonly string[],
): Pick<CodingAgent, 'name' | 'command' | 'model' | 'start'> {
  return {
    name,
    command: 'codex',
    model,
    start: ({ url, home, prompt }) => ({
      args: [
        ...['exec', '--skip-git-repo-check', '--dangerously-bypass-approvals-and-sandbox', '-m', model],
        ...provider(url).flatMap((setting) => ['-c', setting]),
        prompt,
      ],
      env: { CODEX_HOME: path.join(home, '.codex'), CODEX_API_KEY: KEY },
    }),
  };
}

const shell = (cmd: string) => call('exec_command', { cmd });
const script = (body: string) => call('exec', body);
const inScript = (cmd: string) =>
  script(`const done = await tools.exec_command(${JSON.stringify({ cmd })});\ntext(done.output);`);

function opencode(
  name: string,
  provider: string,
  model: string,
): Pick<CodingAgent, 'name' | 'command' | 'model' | 'tool' | 'start' | 'read' | 'run'> {
  return {
    name,
    command: 'opencode',
    model,
    tool: 'bash',
    start: ({ url, prompt }) => {
      const options = { baseURL: `${url}/v1`, apiKey: KEY };
      const config = {
        provider: {
          anthropic: { options },
          openai: { options },
          other: { npm: '@ai-sdk/openai-compatible', name: 'Other', options, models: { 'gpt-4.1': {} } },
        },
        permission: 'allow',
        autoupdate: false,
        share: 'disabled',
      };
      const env = { OPENCODE_CONFIG_CONTENT: JSON.stringify(config), OPENCODE_DISABLE_MODELS_FETCH: '1' };
      return { args: ['run', '-m', `${provider}/${model}`, prompt], env };
    },
    read: (file) => call('read', { filePath: file }),
    run: (command) => call('bash', { command, description: 'Runs it' }),
  };
}

const replaceText = (filePath: string, oldString: string, newString: string) =>
  call('edit', { filePath, oldString, newString });

export const codingAgents: readonly CodingAgent[] = [
  claude,
  {
    // The way that Codex goes by itself: a WebSocket first, and tools that its model writes JavaScript for.
    ...codex('Codex with OpenAI’s own provider', 'gpt-5.6-sol', (url) => [`openai_base_url="${url}/v1"`]),
    tool: 'exec',
    read: (file) => inScript(`cat ${file}`),
    run: inScript,
    edit: (file, from, to) =>
      script(`text(await tools.apply_patch(${JSON.stringify(patch(file, from, to))}));`),
  },
  {
    ...codex('Codex with a provider of its configuration', 'gpt-5.2', (url) => [
      'model_provider="x"',
      `model_providers.x={name="x",base_url="${url}/v1",wire_api="responses",env_key="CODEX_API_KEY"}`,
    ]),
    tool: 'exec_command',
    read: (file) => shell(`cat ${file}`),
    run: shell,
    edit: (file, from, to) => shell(`sed -i 's/${from}/${to}/' ${file}`),
  },
  { ...opencode('opencode with Anthropic', 'anthropic', 'claude-opus-4-8'), edit: replaceText },
  {
    ...opencode('opencode with OpenAI', 'openai', 'gpt-5.2'),
    edit: (file, from, to) => call('apply_patch', { patchText: patch(file, from, to) }),
  },
  { ...opencode('opencode with a compatible provider', 'other', 'gpt-4.1'), edit: replaceText },
];

/** Where a command lies, if it is installed: in the folder `CTXOPT_AGENTS`, or on the path. */
export function installed(command: string): string | undefined {
  const folders =
    process.env.CTXOPT_AGENTS?.split(path.delimiter) ?? process.env.PATH?.split(path.delimiter) ?? [];
  return folders.map((folder) => path.join(folder, command)).find((file) => existsSync(file));
}
