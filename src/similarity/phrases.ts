import { withoutInflection } from './inflection.js';

/**
 * Expressions of several words, and what they are the same as: `meaning = expression | expression`. A meaning of `-` is none. An
 * expression stands for all inflections of its words.
 */
const PHRASES = `
to = in order to | so as to
so that = in order that
once = as soon as
if = each time | every time | any time | at the time when | in case | in the event that | provided that
before = prior to
after = subsequent to
because of = due to | owing to | on account of
although = even though | despite the fact that
despite = in spite of
so = as a result | as a consequence | for this reason
also = in addition | as well
and = as well as
with = together with | along with | by means of | with the help of | by using | with the aid of
about = with regard to | with respect to | in regard to
per = for each | for every
>= = at least | no fewer than | no less than | not less than | a minimum of
<= = at most | no more than | not more than | up to | a maximum of
> = more than | greater than
< = fewer than | less than
immediately = right away | straight away
currently = at the moment | right now | at present
by-default = by default
e.g = for example | for instance | such as
instead = instead of | rather than | in place of
regardless = regardless of | irrespective of | no matter
except = except for | with the exception of | apart from
no-longer = no longer | not any more | not any longer
only-if = only if
iff = if and only if
as-long-as = as long as | so long as
can = be able to | be allowed to | be permitted to | be capable of | be possible to
can not = be not able to | be unable to | be not allowed to | be not permitted to | be not capable of | be impossible to | be not possible to
must = have to | be required to | need to | be necessary to
should = ought to | be supposed to
many = a lot of | lots of | a large number of
several = a number of | a couple of
all = all of the | each of the | every one of the
most = most of the | the majority of
some = some of the
none = none of the | none of
both = the two
configure = set up
enable = turn on | switch on
disable = turn off | switch off
shutdown = shut down
accelerate = speed up
use = make use of | take advantage of
remove = get rid of | take out
perform = carry out
happen = take place
return = give back
omit = leave out
discard = throw away
search for = look for
await = wait for
determine = find out
note = point out
comprise = consist of | be made up of | be composed of
ensure = make sure
convert to = turn into
login = log in | sign in
logout = log out | sign out
reread = read again
retry = try again
rerun = run again
restart = start again
cause = lead to | result in
depend on = rely on
lockfile = lock file
filename = file name
hostname = host name
username = user name
backend = back end
frontend = front end
timezone = time zone
whitespace = white space
email = e mail
percent = per cent
pr = pull request
os = operating system
env-var = environment variable | env var
sourcecode = source code
database = data base
checkbox = check box
outdated = out of date
up-to-date = up to date
own = of their own
per minute = a minute
per second = a second
per day = a day
per hour = an hour
per week = a week
per month = a month
1 time per = once per | once a | once every
2 time per = twice per | twice a
you can = allow you to | let you | enable you to
without = with no
concurrently = in parallel | at the same time
on startup = at startup
in-background = in the background
manually = by hand
automatically = on its own
beforehand = in advance | ahead of time
repeatedly = over and over | again and again
sometimes = from time to time | every now and then
usually = most of the time | in most cases | in general
always = all the time | at all times
because = because of the fact that | given that
during = in the course of
various = a variety of
only 1 = only one | exactly one
handle = deal with | take care of
track = keep track of
copy = make a copy of
change = make changes to
start = start up
timeout = time out | time limit
deploy = roll out
consider = take into account
fallback to = fall back to | fall back on
come with = ship with
cleanup = clean up
backup = back up
rollback = roll back
split = break up
- = note that | please note that | it should be noted that | it is worth noting that | keep in mind that | in other words | that is | of course
`;

/** What begins with a word: its other words, and the words that replace them all. */
export interface Phrase {
  readonly rest: readonly string[];
  readonly replacement: readonly string[];
}

const BY_FIRST_WORD = phrasesByFirstWord();

/** The expressions that begin with a stem, the longest first. */
export function phrasesFrom(stem: string): readonly Phrase[] {
  return BY_FIRST_WORD.get(stem) ?? [];
}

function phrasesByFirstWord(): ReadonlyMap<string, readonly Phrase[]> {
  const found = new Map<string, Phrase[]>();
  for (const line of PHRASES.trim().split('\n')) {
    const [meaning, expressions] = line.split(' = ') as [string, string];
    const replacement = meaning === '-' ? [] : stemsOf(meaning);
    for (const expression of expressions.split(' | ')) {
      const [first, ...rest] = stemsOf(expression) as [string, ...string[]];
      found.set(first, [...(found.get(first) ?? []), { rest, replacement }]);
    }
  }
  for (const own of found.values()) own.sort((a, b) => b.rest.length - a.rest.length);
  return found;
}

function stemsOf(words: string): readonly string[] {
  return words.split(' ').map((word) => withoutInflection(word).stem);
}
