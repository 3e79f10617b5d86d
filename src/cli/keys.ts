import { loadConfig } from '../config.js';
import { printable } from '../context/printable.js';
import { brief, CtxoptError } from '../errors.js';
import { newKey } from '../proxy/keys/new-key.js';
import { isProjectName } from '../proxy/project-name.js';
import { day } from '../session/report-text.js';
import type { KeyStore, ProxyKey } from '../store/proxy-key.js';
import { type Arguments, defineCommand, type Terminal } from './command.js';

type Action = (store: KeyStore, args: Arguments, terminal: Terminal) => Promise<void>;

const actions: Readonly<Record<string, Action>> = {
  async create(store, args, terminal) {
    const project = args.text('project');
    if (project === undefined || !isProjectName(project)) {
      throw new CtxoptError(
        'invalid_input',
        project === undefined
          ? 'A key belongs to a project.'
          : `No project can be called "${brief(project)}".`,
        'Say: ctxopt keys create --project NAME. The configuration file of the proxy says what a project may do.',
      );
    }
    const { storeLocation } = loadConfig(terminal.env, terminal.cwd);
    if (storeLocation === ':memory:') {
      throw new CtxoptError(
        'invalid_input',
        'Nothing is kept in :memory:.',
        'Name a folder with CTXOPT_HOME.',
      );
    }
    const name = args.text('name');
    const { secret, key } = newKey({ project, ...(name === undefined ? {} : { name }) }, Date.now());
    await store.putKey(key);
    terminal.out(`${secret}\n`);
    terminal.err(
      `This is key ${key.id} of ${project}. It is shown this once and cannot be read again.\n` +
        'Clients send it in place of their provider key. From now on the proxy demands a key of every client.\n',
    );
  },

  async list(store, _args, terminal) {
    const keys = await store.keys();
    terminal.out(keys.length === 0 ? 'There are no keys.\n' : keys.map(lineOf).join(''));
  },

  async revoke(store, args, terminal) {
    const id = args.positionals[1] ?? '';
    if (!(await store.revokeKey(id, Date.now()))) {
      throw new CtxoptError(
        'not_found',
        `There is no key ${brief(id)} that could be revoked.`,
        'See: ctxopt keys list',
      );
    }
    terminal.out(`The key ${id} is revoked: a running proxy refuses it within seconds.\n`);
  },
};

export const keys = defineCommand({
  name: 'keys',
  synopsis: 'create --project NAME [--name TEXT] | list | revoke ID',
  summary: "Makes, lists and revokes the keys that the proxy hands out in place of the provider's.",
  options: {
    project: { type: 'string', value: 'NAME', help: 'the project that the key is for' },
    name: { type: 'string', value: 'TEXT', help: 'whose it is, or what for' },
  },
  async run(args, terminal) {
    const asked = args.positionals[0] ?? '';
    const action = Object.hasOwn(actions, asked) ? actions[asked] : undefined;
    if (!action) {
      throw new CtxoptError(
        'invalid_input',
        asked === '' ? 'It is not said what to do with keys.' : `Keys cannot be told to ${brief(asked)}.`,
        'See: ctxopt keys --help',
      );
    }
    const { store } = await terminal.app();
    await action(store, args, terminal);
    return 0;
  },
});

function lineOf({ id, project, name, createdAt, revokedAt }: ProxyKey): string {
  const state = revokedAt === undefined ? 'valid' : `revoked ${day(revokedAt)}`;
  return `${[id, project, `made ${day(createdAt)}`, state, ...(name === undefined ? [] : [printable(name)])].join('  ')}\n`;
}
