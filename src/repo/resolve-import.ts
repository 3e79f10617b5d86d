/** More files than that are not one module but what happens to be named alike. */
const MOST_TARGETS = 8;
/** Files of a folder that an import names as a whole, as in Go. */
const MOST_IN_FOLDER = 200;
const INDEX = /^(?:index|__init__|mod|lib|main)$/;

/**
 * Finds the files of a repository that a module's name, as written in an import, may mean: by relative path; else by the
 * longest end of paths that it shares, so that neither package roots nor search paths need be known. Files are named by
 * their place in `paths`.
 */
export function importResolver(
  paths: readonly string[],
): (from: string, module: string) => readonly number[] {
  const byPlain = new Map<string, number[]>();
  const byLast = new Map<string, number[]>();
  const byFolder = new Map<string, number[]>();
  for (const [index, path] of paths.entries()) {
    const plain = withoutExtension(path);
    append(byPlain, plain, index);
    append(byLast, lastSegment(plain), index);
    const folder = folderOf(path);
    append(byFolder, lastSegment(folder), index);
    if (INDEX.test(lastSegment(plain))) {
      append(byPlain, folder, index);
      append(byLast, lastSegment(folder), index);
    }
  }
  /** What a module means that is not named by a relative path: the same for all files. */
  const absolute = new Map<string, readonly number[]>();

  return (from, written) => {
    const { module, up } = asPath(written);
    if (module === '' && up === 0) return [];
    if (up > 0) {
      const base = joined(folderOf(from), module, up - 1);
      return base === undefined ? [] : (byPlain.get(withoutExtension(base)) ?? byPlain.get(base) ?? []);
    }
    const meant = absolute.get(module) ?? endingAs(module);
    absolute.set(module, meant);
    return meant;
  };

  function endingAs(module: string): readonly number[] {
    for (const wanted of readings(module)) {
      const ending = endingIn(byLast.get(lastSegment(wanted)), wanted, (path) => {
        const own = withoutExtension(path);
        return INDEX.test(lastSegment(own)) && !endsIn(own, wanted) ? folderOf(own) : own;
      });
      if (ending.length > 0) return ending.length > MOST_TARGETS ? [] : ending;
    }
    const inFolder = endingIn(byFolder.get(lastSegment(module)), module, folderOf);
    return inFolder.length > MOST_IN_FOLDER ? [] : inFolder;
  }

  /** Candidates whose place ends in the module's path, or whose place, being shorter, the module's path ends in. */
  function endingIn(
    candidates: readonly number[] | undefined,
    module: string,
    placeOf: (path: string) => string,
  ): readonly number[] {
    return (candidates ?? []).filter((index) => {
      const place = placeOf(paths[index]!);
      return endsIn(place, module) || (tells(place, module) && endsIn(module, place));
    });
  }
}

/** Whether it is no coincidence that a module's path ends in a place: `json/` is not what `encoding/json` means. */
function tells(place: string, module: string): boolean {
  return place.includes('/') || module.split('/').length > 2;
}

/** What a module's name may stand for: dots lead to folders, as in Python and Java, or to an extension. */
function readings(module: string): readonly string[] {
  const dotted = module.includes('/') ? [] : [module.replaceAll('.', '/')];
  return [...new Set([...dotted, withoutExtension(module), module])];
}

function endsIn(path: string, end: string): boolean {
  return path === end || path.endsWith(`/${end}`);
}

/** With `/` between its parts, and how far up a relative one begins: 1 for `./`, 2 for `../`, 0 if it is not relative. */
function asPath(written: string): { readonly module: string; readonly up: number } {
  const bare = written.replace(/^['"<\s]+|['">;\s]+$/g, '');
  if (/^\.{1,2}(?:\/|$)/.test(bare)) {
    const parts = bare.split('/');
    const named = parts.findIndex((part) => part !== '.' && part !== '..');
    const ups = named === -1 ? parts : parts.slice(0, named);
    return {
      module: named === -1 ? '' : parts.slice(named).join('/'),
      up: 1 + ups.filter((part) => part === '..').length,
    };
  }
  const dots = /^\.+/.exec(bare)?.[0].length ?? 0;
  if (dots > 0) return { module: bare.slice(dots).replaceAll('.', '/'), up: dots };
  const path = bare
    .replace(/^(?:crate|self|super)::/, '')
    .replaceAll('::', '/')
    .replaceAll('\\', '/');
  return { module: path.replace(/^\/+|\/+$/g, ''), up: 0 };
}

function joined(folder: string, module: string, up: number): string | undefined {
  const parts = folder === '' ? [] : folder.split('/');
  if (up > parts.length) return undefined;
  return [...parts.slice(0, parts.length - up), ...(module === '' ? [] : [module])].join('/');
}

function withoutExtension(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot > path.lastIndexOf('/') + 1 ? path.slice(0, dot) : path;
}

function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function append(map: Map<string, number[]>, key: string, value: number): void {
  const some = map.get(key);
  if (some) some.push(value);
  else map.set(key, [value]);
}
