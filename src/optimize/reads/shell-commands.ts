/** A longer command is cut: what is run stands at its beginning. */
const MAX_COMMAND = 4000;
/** How deep `bash -c "bash -c …"` is followed. */
const MAX_DEPTH = 4;

/**
 * The commands of a command line, each by itself and without what only says how it is run: of
 * `cd web && CI=1 npx vitest run 2>&1 | tail -5` these are `cd web`, `vitest run 2>&1`, `tail -5`.
 *
 * @param command a string, or a program with its arguments; anything else has no commands
 */
export function commandsOf(command: unknown, depth = 0): readonly string[] {
  if (depth > MAX_DEPTH) return [];
  if (Array.isArray(command)) {
    const words: readonly unknown[] = command;
    if (!words.every((word) => typeof word === 'string')) return [];
    const isScript = /^(?:\S*\/)?(?:ba|z|da)?sh$/.test(words[0] ?? '') && /^-[a-z]*c$/.test(words[1] ?? '');
    return isScript ? commandsOf(words[2], depth + 1) : commandsOf(words.join(' '), depth + 1);
  }
  if (typeof command !== 'string') return [];
  return splitCommands(command.slice(0, MAX_COMMAND)).flatMap((simple) => {
    const bare = withoutRunners(simple);
    const script = SCRIPT.exec(bare);
    if (script) return commandsOf(script[2], depth + 1);
    return bare === '' ? [] : [bare];
  });
}

/** `bash -lc "…"`, the script in the second group. */
const SCRIPT = /^(?:ba|z|da)?sh -[a-z]*c (["'])([\s\S]*)\1$/;

const SEPARATOR = /&&|\|\|?&?|;|\n|(?<![<>&])&(?![>&])/y;
const QUOTED = /\\[\s\S]|'[^']*'|"(?:[^"\\]|\\[\s\S])*"/y;
/** A text that a command is given to read: `<<'END'` up to the line `END`. */
const HERE_DOCUMENT = /<<-?[ \t]*(["']?)(\w+)\1([^\n]*)\n(?:[\s\S]*?\n)?[ \t]*\2(?=\n|$)/y;

function splitCommands(line: string): readonly string[] {
  const commands: string[] = [];
  let start = 0;
  let at = 0;
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    if (!pattern.test(line)) return false;
    at = pattern.lastIndex;
    return true;
  };
  while (at < line.length) {
    const before = at;
    if (skip(SEPARATOR)) {
      commands.push(line.slice(start, before));
      start = at;
    } else if (!skip(QUOTED) && !skip(HERE_DOCUMENT)) at++;
  }
  commands.push(line.slice(start));
  return commands.map((command) => command.trim());
}

/** What stands before the program that prints: variables, limits, and the runners of package managers. */
const RUNNER = new RegExp(
  [
    String.raw`[({!]\s*`,
    String.raw`[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|[^\s"']*)\s+`,
    String.raw`(?:sudo|env|time|command|exec|nohup|then|do|else)\s+(?:-[A-Za-z]+\s+)?`,
    String.raw`nice\s+(?:-n\s*-?\d+\s+)?`,
    String.raw`timeout\s+(?:-[ks]\s+\S+\s+|-\S+\s+)*\d\S*\s+`,
    String.raw`(?:npx|bunx|uvx|pipx run)\s+(?:(?:-p|--package)[\s=]\S+\s+|-\S+\s+)*`,
    String.raw`(?:npm exec|pnpm exec|pnpm dlx|yarn exec|yarn dlx|yarn run|bun run)\s+(?:-\S+\s+)*`,
    String.raw`(?:poetry run|uv run|pipenv run|hatch run|pdm run|bundle exec|mise exec --|direnv exec \S+)\s+`,
    String.raw`python[\d.]*\s+(?:-[A-Zu]+\s+)*-m\s+`,
  ].join('|'),
  'y',
);

function withoutRunners(command: string): string {
  let at = 0;
  for (RUNNER.lastIndex = 0; RUNNER.test(command); ) at = RUNNER.lastIndex;
  // A program by its path is the same program: `./node_modules/.bin/tsc`, `C:\tools\go.exe`.
  return command.slice(at).replace(/^(?:[^\s"'=]*[\\/])?([^\s"'=\\/]+?)(?:\.exe|\.cmd)?(?=\s|$)/, '$1');
}
