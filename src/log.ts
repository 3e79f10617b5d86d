const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

export type LogLevel = (typeof LEVELS)[number];

type Fields = Readonly<Record<string, unknown>>;

/** Writes one line of JSON per event: `{"time":…,"level":…,"message":…,…fields}`. */
export interface Log {
  debug(message: string, fields?: Fields): void;
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  error(message: string, fields?: Fields): void;
}

/** Names of fields whose value is never written, such as `httpToken`; a count called `tokens` is none of them. */
const SECRET_NAME = /(?:token|secret|password|passwd|authorization|cookie|api[-_]?key|private[-_]?key)$/i;

/** Of each text in an event so many characters are written: it may quote an input of megabytes. */
const LONGEST = 4000;

/** Credentials that stand inside other text. */
const SECRET_TEXT =
  /\b(?:Bearer|Basic)\s+[\w.~+/=-]{8,}|\b(?:sk|ghp|gho|ghs|github_pat|xox[abp]|AKIA)[-_]?[\w-]{16,}|\bctxopt-[\w-]{43}/g;

/**
 * @param level as in `CTXOPT_LOG`; unknown or absent means `warn`
 * @param write takes one line, newline included; standard error unless given
 */
export function createLog(
  level?: string,
  write: (line: string) => void = (line) => process.stderr.write(line),
): Log {
  const known = LEVELS.find((name) => name === level?.toLowerCase());
  const threshold = LEVELS.indexOf(known ?? 'warn');

  function at(own: LogLevel) {
    return (message: string, fields: Fields = {}): void => {
      if (LEVELS.indexOf(own) < threshold) return;
      const event = {
        time: new Date().toISOString(),
        level: own,
        message: withoutSecrets(message.slice(0, LONGEST)),
        ...fields,
      };
      write(`${serialize(event)}\n`);
    };
  }

  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

function serialize(event: Fields): string {
  const seen = new WeakSet<object>();
  return JSON.stringify(event, (name, value: unknown) => {
    if (name !== '' && SECRET_NAME.test(name)) return '[redacted]';
    if (typeof value === 'string') return withoutSecrets(value.slice(0, LONGEST));
    if (typeof value === 'bigint') return String(value);
    if (typeof value !== 'object' || value === null) return value;
    if (seen.has(value)) return '[seen above]';
    seen.add(value);
    return value instanceof Error ? { name: value.name, message: value.message, stack: value.stack } : value;
  });
}

function withoutSecrets(text: string): string {
  return text.replace(SECRET_TEXT, '[redacted]');
}
