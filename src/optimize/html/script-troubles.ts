/** What stands between two statements or members, begins a string, or gives a status; names of keys are quoted too. */
const TOKEN = /["'`{};,\n]|[:=]\s{0,8}[45]\d\d\b/g;
/** UTF-16 units of the code before a string or a number that are looked at, and of a string that are shown. */
const LEAD = 120;
const MOST_SHOWN = 4_000;

/** The key or the call that a string is given to, if that alone tells of an error, and if a sentence is given to it. */
const TELLS =
  /(?:error|\berr|exception|failure|fatal|panic)(?:s|_?(?:message|msg|text|description))?["']?\s{0,8}[:=([]\s{0,8}$|\bthrow\s(?:[\w.$ ]{1,60}\()?\s{0,8}$|\breject\(\s{0,8}$/i;
const TELLS_A_SENTENCE = /(?:stack|stack_?trace|trace_?back|warn(?:ing)?s?|alert)["']?\s{0,8}[:=([]\s{0,8}$/i;
/** The key of an object that is an error. */
const ERROR_KEY = /(?:error|\berr|exception|failure)s?["']?\s{0,8}[:=]\s{0,8}$/i;
/** Keys of what goes with an error in the same object. */
const GOES_WITH =
  /(?<![\w$])["']?(?:\w{0,12}message|msg|name|title|text|type|kind|code|status\w{0,8}|detail\w{0,4}|description|reason|cause|hint|url|path|level|severity|line|file|digest|stack)["']?\s{0,8}:\s{0,8}$/i;
const STATE_KEY = /(?:level|severity|type|kind|status(?:_?code)?|\bcode)["']?\s{0,8}:\s{0,8}$/i;
const BAD_STATE =
  /^(?:err(?:or)?|fatal|crit(?:ical)?|panic|alert|emerg(?:ency)?|warn(?:ing)?|fail(?:ed|ure)?|[45]\d\d)$/i;
const STATUS_KEY = /(?:status(?:_?code)?|\bcode)["']?\s{0,8}$/i;
/** Words by which a sentence tells of an error. */
const TROUBLE =
  /\b(?:\w*error|\w*exception|fatal|panic|fail(?:ed|ure|s)?|denied|refused|crash(?:ed)?|abort(?:ed)?|cannot|can't|could not|couldn't|unable to|timed out|unavailable|out of memory)\b/i;

/** An object of a script, or the body of a function. */
interface Scope {
  readonly members: Said[];
  isTrouble: boolean;
}

interface Said {
  readonly at: number;
  readonly text: string;
}

/**
 * What a script tells of errors: messages that are thrown, logged or shown, texts under keys such as `error` and `stack`,
 * statuses of 400 and more, and what stands with one of these in the same object: its members on one line, as written. Code is
 * not parsed but looked through for strings, so that a regular expression or a word in a comment hides nothing behind its
 * line. Linear.
 */
export function scriptTroubles(script: string): readonly string[] {
  const found: Said[] = [];
  const open: Scope[] = [{ members: [], isTrouble: false }];
  const close = (scope: Scope) => {
    const [first] = scope.members;
    if (!scope.isTrouble || !first) return;
    found.push({ at: first.at, text: scope.members.map(({ text }) => text).join(',') });
  };
  /** Where the member or statement begins that is being read. */
  let begin = 0;
  const leadOf = (at: number) => script.slice(Math.max(begin, at - LEAD), at);
  const say = (start: number, end: number) => {
    const lead = leadOf(start);
    const value = script.slice(start, end);
    const scope = open.at(-1)!;
    const text = lead.replace(/^\s+/, ' ') + shortened(value);
    const isMember = /:\s*$/.test(lead) || value.startsWith(':');
    if (!tellsOf(lead, value)) {
      if (isMember && GOES_WITH.test(lead)) scope.members.push({ at: start, text });
    } else if (isMember) {
      scope.members.push({ at: start, text });
      scope.isTrouble = true;
    } else found.push({ at: start, text });
  };

  const tokens = new RegExp(TOKEN);
  for (let token = tokens.exec(script); token; token = tokens.exec(script)) {
    const at = token.index;
    const char = token[0][0]!;
    if (char === '{') open.push({ members: [], isTrouble: ERROR_KEY.test(leadOf(at)) });
    else if (char === '}') {
      close(open.at(-1)!);
      if (open.length > 1) open.pop();
      else open[0] = { members: [], isTrouble: false };
    } else if (char === ':' || char === '=') {
      say(at, tokens.lastIndex);
      continue;
    } else if (char === '"' || char === "'" || char === '`') {
      const end = isValueAt(script, at) ? closingQuote(script, at) : -1;
      if (end < 0) continue;
      tokens.lastIndex = end;
      if (!isKey(script, end)) say(at, end);
      continue;
    }
    begin = at + 1;
  }
  for (const scope of open) close(scope);
  found.sort((a, b) => a.at - b.at);
  return [...new Set(found.map(({ text }) => text.trimStart()))];
}

/** Whether a string stands where a value may, or a key: not inside of a word, a comment or a regular expression. */
function isValueAt(script: string, at: number): boolean {
  return (
    at === 0 ||
    /(?:[:=([{,;+?|&>\n]|\b(?:throw|return|case))\s{0,40}$/.test(script.slice(Math.max(0, at - 48), at))
  );
}

function isKey(script: string, end: number): boolean {
  return /^["'`]\s{0,8}:/.test(script.slice(end - 1, end + 10));
}

/** Behind the quote that closes a string; -1 if none does on its line, or, in a template, at all. */
function closingQuote(script: string, at: number): number {
  const quote = script[at]!;
  for (let end = at + 1; end < script.length; end++) {
    const char = script[end];
    if (char === quote) return end + 1;
    if (char === '\\') end++;
    else if (char === '\n' && quote !== '`') return -1;
  }
  return -1;
}

function tellsOf(lead: string, value: string): boolean {
  if (!/^["'`]/.test(value)) return STATUS_KEY.test(lead);
  const said = value.slice(1, -1);
  if (said.trim() === '') return false;
  if (TELLS.test(lead) || (STATE_KEY.test(lead) && BAD_STATE.test(said))) return true;
  return /\S\s+\S/.test(said) && (TELLS_A_SENTENCE.test(lead) || TROUBLE.test(said.slice(0, MOST_SHOWN)));
}

function shortened(value: string): string {
  return value.length <= MOST_SHOWN ? value : `${value.slice(0, MOST_SHOWN)}…${value.at(-1)}`;
}
