const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Bytes of the longest member that is kept, and of the longest key that is told from others. */
const MAX_MEMBER = 64 * 1024;
const MAX_KEY = 64;

/** The wanted paths as a tree; a wanted member has no children. */
interface Wanted {
  readonly [key: string]: Wanted;
}

/** A container on the way to something wanted, that is being read. */
interface Open {
  readonly wanted: Wanted;
  readonly isArray: boolean;
  /** What is found in it; items of an array under their indexes. */
  readonly found: Record<string, unknown>;
  /** Of the item or member whose value comes next. */
  key: string;
  index: number;
  expectsKey: boolean;
}

export interface MemberScan {
  /** False once it is sure that this is no JSON object. */
  write(bytes: Buffer): boolean;
  /** `document` has the wanted members alone; undefined if there was no object. */
  end(): { readonly document: unknown; readonly isWhole: boolean } | undefined;
}

/**
 * Reads a JSON object as its bytes come, and keeps only the members at these paths (`*` is any item of an array).
 * Linear; memory does not grow with the document. Lenient: what lies between is skipped by its quotes and brackets.
 */
export function createMemberScan(paths: readonly (readonly string[])[]): MemberScan {
  const document: Record<string, unknown> = {};
  const open: Open[] = [];
  let isStarted = false;
  let isWhole = false;
  let inString = false;
  let isEscaped = false;
  let inScalar = false;
  /** Bytes of the key that is being read; undefined while a string is a value. */
  let key: number[] | undefined;
  /** Containers open within a value that is skipped or kept as a whole. */
  let depth = 0;
  /** Pieces of the value that is being kept, and where in the present bytes it goes on. */
  let kept: Buffer[] | undefined;
  let keptSize = 0;
  let keptFrom = 0;

  const top = () => open[open.length - 1];
  const wantedHere = (): Wanted | undefined => {
    const container = top();
    return container?.wanted[container.isArray ? '*' : container.key];
  };
  const slotOf = (container: Open) => (container.isArray ? String(container.index) : container.key);
  const enter = (isArray: boolean, wanted: Wanted, found: Record<string, unknown>) => {
    open.push({ wanted, isArray, found, key: '', index: 0, expectsKey: !isArray });
  };
  const keep = (bytes: Buffer, end: number) => {
    if (!kept) return;
    keptSize += end - keptFrom;
    if (keptSize > MAX_MEMBER) kept = undefined;
    else kept.push(Buffer.from(bytes.subarray(keptFrom, end)));
    keptFrom = 0;
  };
  const beginValue = (at: number) => {
    const wanted = wantedHere();
    if (!wanted || Object.keys(wanted).length > 0) return;
    kept = [];
    keptSize = 0;
    keptFrom = at;
  };
  const endValue = (bytes: Buffer, end: number) => {
    keep(bytes, end);
    const container = top();
    if (kept && container) container.found[slotOf(container)] = parsed(Buffer.concat(kept).toString('utf8'));
    kept = undefined;
  };
  /** False if a value stands where none may. */
  const openContainer = (isArray: boolean, at: number): boolean => {
    if (depth > 0) depth += 1;
    else if (!isStarted) {
      if (isArray) return false;
      isStarted = true;
      enter(false, treeOf(paths), document);
    } else {
      const container = top();
      if (!container) return false;
      const wanted = wantedHere();
      if (wanted && Object.keys(wanted).length > 0) {
        const found: Record<string, unknown> = Object.create(null);
        container.found[slotOf(container)] = found;
        enter(isArray, wanted, found);
      } else {
        beginValue(at);
        depth = 1;
      }
    }
    return true;
  };
  const closeContainer = (bytes: Buffer, at: number): boolean => {
    if (depth > 0) {
      depth -= 1;
      if (depth === 0) endValue(bytes, at + 1);
      return true;
    }
    if (!open.pop()) return false;
    isWhole = open.length === 0;
    return true;
  };
  /** The offset after the string, or the end of the bytes if it goes on. */
  const readString = (bytes: Buffer, from: number): number => {
    let at = from;
    let escaped = isEscaped;
    for (; at < bytes.length; at += 1) {
      const byte = bytes[at]!;
      if (escaped) escaped = false;
      else if (byte === BACKSLASH) escaped = true;
      else if (byte === QUOTE) break;
      if (key !== undefined && key.length <= MAX_KEY) key.push(byte);
    }
    isEscaped = escaped;
    if (at === bytes.length) return at;
    inString = false;
    const container = top();
    if (key && container) {
      container.key = Buffer.from(key).toString('utf8');
      container.expectsKey = false;
      key = undefined;
    } else if (depth === 0) endValue(bytes, at + 1);
    return at + 1;
  };
  /** The offset of the next byte that a value which is open from outside does not just pass over. */
  const pass = (bytes: Buffer, from: number): number => {
    let at = from;
    for (; at < bytes.length; at += 1) {
      const byte = bytes[at]!;
      if (byte === QUOTE || (byte | 0x20) === OPEN_OBJECT || (byte | 0x20) === CLOSE_OBJECT) break;
    }
    return at;
  };
  const readByte = (bytes: Buffer, at: number): boolean => {
    const byte = bytes[at]!;
    const isSpace = byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
    const isEnd = isSpace || byte === COMMA || byte === CLOSE_OBJECT || byte === CLOSE_ARRAY;
    if (inScalar && isEnd) {
      inScalar = false;
      if (depth === 0) endValue(bytes, at);
    }
    if (isSpace || byte === COLON) return true;
    if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) return openContainer(byte === OPEN_ARRAY, at);
    if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) return closeContainer(bytes, at);
    const container = top();
    if (!container) return false;
    if (byte === COMMA) {
      if (depth > 0) return true;
      container.index += 1;
      container.expectsKey = !container.isArray;
    } else if (byte === QUOTE) {
      inString = true;
      if (depth === 0 && container.expectsKey) key = [];
      else if (depth === 0) beginValue(at);
    } else if (!inScalar) {
      inScalar = true;
      if (depth === 0) beginValue(at);
    }
    return true;
  };

  return {
    write: (bytes) => {
      let at = isStarted || bytes[0] !== 0xef ? 0 : 3;
      while (at < bytes.length) {
        if (inString) at = readString(bytes, at);
        else if (depth > 0) at = pass(bytes, at);
        if (inString || at === bytes.length) continue;
        if (!readByte(bytes, at)) return false;
        at += 1;
      }
      keep(bytes, bytes.length);
      return true;
    },
    end: () => (isStarted ? { document, isWhole } : undefined),
  };
}

function treeOf(paths: readonly (readonly string[])[]): Wanted {
  const root: Record<string, Wanted> = Object.create(null);
  for (const path of paths) {
    let node = root;
    for (const name of path) {
      node[name] ??= Object.create(null) as Wanted;
      node = node[name] as Record<string, Wanted>;
    }
  }
  return root;
}

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
