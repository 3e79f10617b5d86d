import { countIn, keysOf, memberOf, parsed, sectionOf } from './lock-text.js';

/** A kind of lock file, known by its name. */
export interface LockFormat {
  readonly title: string;
  /** Lower case. */
  readonly names: readonly string[];
  /** Of the format, or of the tool that wrote it. */
  version(text: string): string | undefined;
  /** `undefined` if that cannot be read. */
  packages(text: string): number | undefined;
}

const TOML_PACKAGE = /^\[\[package\]\]/gm;
/** At the top, before any table. */
const tomlVersion = (text: string): string | undefined =>
  /^version = "?([\w.]+)/m.exec(text.split('\n[', 1)[0]!)?.[1];

export const lockFormats: readonly LockFormat[] = [
  {
    title: 'npm lock file',
    names: ['package-lock.json', 'npm-shrinkwrap.json'],
    version: (text) => /"lockfileVersion":\s*(\d+)/.exec(text)?.[1],
    packages: (text) => {
      const lock = parsed(text);
      const packages = memberOf(lock, 'packages');
      if (packages === undefined) return nestedDependencies(lock);
      return keysOf(packages).filter((key) => key.includes('node_modules/')).length;
    },
  },
  {
    title: 'Yarn lock file',
    names: ['yarn.lock'],
    version: (text) =>
      /^# yarn lockfile v(\d+)|^__metadata:\r?\n {2}version: (\d+)/m.exec(text)?.slice(1).find(Boolean),
    packages: (text) => countIn(text, /^(?!#|__metadata:)\S.*:\r?$/gm),
  },
  {
    title: 'pnpm lock file',
    names: ['pnpm-lock.yaml'],
    version: (text) => /^lockfileVersion: '?([\d.]+)/m.exec(text)?.[1],
    packages: (text) => countIn(sectionOf(text, 'packages:'), /^ {2}\S/gm),
  },
  {
    title: 'Bun lock file',
    names: ['bun.lock'],
    version: (text) => /"lockfileVersion":\s*(\d+)/.exec(text)?.[1],
    // with commas at line ends that JSON does not allow
    packages: (text) => countIn(text, /^ {4}"[^"]+": \[/gm),
  },
  {
    title: 'Deno lock file',
    names: ['deno.lock'],
    version: (text) => /"version":\s*"(\d+)"/.exec(text)?.[1],
    packages: (text) => {
      const lock = parsed(text);
      if (lock === undefined) return undefined;
      const old = memberOf(lock, 'packages') ?? lock;
      const npm = memberOf(old, 'npm');
      return keysOf(memberOf(npm, 'packages') ?? npm).length + keysOf(memberOf(old, 'jsr')).length;
    },
  },
  {
    title: 'Cargo lock file',
    names: ['cargo.lock'],
    version: tomlVersion,
    packages: (text) => countIn(text, TOML_PACKAGE),
  },
  {
    title: 'Poetry lock file',
    names: ['poetry.lock'],
    version: (text) => /^lock-version = "([\d.]+)"/m.exec(text)?.[1],
    packages: (text) => countIn(text, TOML_PACKAGE),
  },
  {
    title: 'uv lock file',
    names: ['uv.lock'],
    version: tomlVersion,
    packages: (text) => countIn(text, TOML_PACKAGE),
  },
  {
    title: 'PDM lock file',
    names: ['pdm.lock'],
    version: (text) => /^lock_version = "([\d.]+)"/m.exec(text)?.[1],
    packages: (text) => countIn(text, TOML_PACKAGE),
  },
  {
    title: 'Pipenv lock file',
    names: ['pipfile.lock'],
    version: (text) => /"pipfile-spec":\s*(\d+)/.exec(text)?.[1],
    packages: (text) => {
      const lock = parsed(text);
      if (lock === undefined) return undefined;
      return keysOf(lock)
        .filter((key) => key !== '_meta')
        .reduce((sum, key) => sum + keysOf(memberOf(lock, key)).length, 0);
    },
  },
  {
    title: 'Bundler lock file',
    names: ['gemfile.lock'],
    version: (text) => /^BUNDLED WITH\r?\n\s+([\d.]+)/m.exec(text)?.[1],
    packages: (text) => countIn(text, /^ {4}\S+ \(/gm),
  },
  {
    title: 'Composer lock file',
    names: ['composer.lock'],
    version: (text) => /"plugin-api-version":\s*"([\d.]+)"/.exec(text)?.[1],
    packages: (text) => {
      const lock = parsed(text);
      if (lock === undefined) return undefined;
      return keysOf(memberOf(lock, 'packages')).length + keysOf(memberOf(lock, 'packages-dev')).length;
    },
  },
  {
    title: 'Go checksums',
    names: ['go.sum', 'go.work.sum'],
    version: () => undefined,
    packages: (text) => {
      const modules = text.matchAll(/^(\S+ [^\s/]+)(?:\/go\.mod)? h1:/gm);
      return new Set([...modules].map(([, module]) => module)).size;
    },
  },
  {
    title: 'Nix flake lock file',
    names: ['flake.lock'],
    version: (text) => /"version":\s*(\d+)/.exec(text)?.[1],
    packages: (text) => {
      const lock = parsed(text);
      const nodes = memberOf(lock, 'nodes');
      if (nodes === undefined) return undefined;
      return keysOf(nodes).filter((key) => key !== memberOf(lock, 'root')).length;
    },
  },
  {
    title: 'NuGet lock file',
    names: ['packages.lock.json'],
    version: (text) => /"version":\s*(\d+)/.exec(text)?.[1],
    packages: (text) => {
      const frameworks = memberOf(parsed(text), 'dependencies');
      if (frameworks === undefined) return undefined;
      return new Set(keysOf(frameworks).flatMap((key) => keysOf(memberOf(frameworks, key)))).size;
    },
  },
  {
    title: 'Gradle lock file',
    names: ['gradle.lockfile', 'buildscript-gradle.lockfile'],
    version: () => undefined,
    packages: (text) => countIn(text, /^[^#\s:=]+:[^:=\s]+:[^=\s]+=/gm),
  },
  {
    title: 'CocoaPods lock file',
    names: ['podfile.lock'],
    version: (text) => /^COCOAPODS: ([\d.]+)/m.exec(text)?.[1],
    packages: (text) => countIn(sectionOf(text, 'PODS:'), /^ {2}- /gm),
  },
  {
    title: 'Mix lock file',
    names: ['mix.lock'],
    version: () => undefined,
    packages: (text) => countIn(text, /^ {2}"[^"\n]+": \{/gm),
  },
  {
    title: 'Pub lock file',
    names: ['pubspec.lock'],
    version: () => undefined,
    packages: (text) => countIn(sectionOf(text, 'packages:'), /^ {2}\S/gm),
  },
  {
    title: 'Swift package lock file',
    names: ['package.resolved'],
    version: (text) => /"version"\s*:\s*(\d+)/.exec(text)?.[1],
    packages: (text) => countIn(text, /"(?:identity|package)"\s*:/g),
  },
  {
    title: 'Terraform lock file',
    names: ['.terraform.lock.hcl'],
    version: () => undefined,
    packages: (text) => countIn(text, /^provider "/gm),
  },
];

/** What a lock file of a name that no tool is known by is taken for. */
export const unknownLock: LockFormat = {
  title: 'lock file',
  names: [],
  version: tomlVersion,
  packages: (text) => countIn(text, TOML_PACKAGE),
};

/** Of the first two formats of npm, where each package has its own beneath it. */
function nestedDependencies(lock: unknown): number | undefined {
  let count = 0;
  const pending = [lock];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const dependencies = memberOf(next, 'dependencies');
    for (const key of keysOf(dependencies)) {
      count++;
      pending.push(memberOf(dependencies, key));
    }
  }
  return lock === undefined ? undefined : count;
}
