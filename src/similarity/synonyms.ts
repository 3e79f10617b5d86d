import { withoutInflection } from './inflection.js';

/**
 * Words that may stand for each other in technical prose wherever they stand. One line a sense. Written with care for
 * what is not here: no opposites, no narrower or wider words (`copy` and `move`, `error` and `warning`, `deprecate` and
 * `remove` state different things), no word that has another sense in which it would be wrong.
 */
const SYNONYMS = `
all|every|each
several|multiple
many|numerous
about|approximately|roughly|approx
almost|nearly
only|solely|exclusively|merely
also|too|additionally|furthermore|moreover
because|since
if|when|whenever
although|though
until|till
after|once
while|whilst
so|thus|hence|therefore|consequently
but|however
in|inside
on|upon
with|using|via|through
can|may
must|shall
exactly|precisely
usually|typically|normally|generally|commonly
often|frequently
sometimes|occasionally
rarely|seldom
immediately|instantly
currently|presently
previous|preceding|prior
next|following
subsequent|later|newer
same|identical
wrong|incorrect
correct|proper
mandatory|obligatory|compulsory
necessary|needed|required
main|principal
large|big|huge
larger|bigger|greater
largest|biggest
small|little|tiny
smaller|littler
fast|quick|rapid|speedy
faster|quicker
simple|easy
simpler|easier
difficult|hard
entire|whole
absent|missing
empty|blank
obsolete|outdated
start|begin|commence
stop|halt|cease
finish|complete|conclude
exit|quit
try|attempt
show|display
remove|delete|erase
fetch|retrieve|obtain|get
store|save
keep|retain|preserve
send|transmit
receive
use|utilize|utilise|employ
choose|select|pick
change|modify|alter
run|execute
call|invoke
throw|raise
compute|calculate
verify|check
ensure|guarantee|assure
need|require
allow|permit|let
forbid|prohibit|disallow
reject|refuse|decline
discard|drop
cancel|abort
pause|suspend
resume|continue
convert|transform
split|divide
happen|occur
contain|include|comprise
provide|supply|offer
enable|activate
disable|deactivate
reduce|decrease|diminish
improve|enhance
accelerate|speed
depend|rely
affect|influence
inform|notify
cause|trigger
fix|repair|resolve
describe|explain
find|locate
surround|enclose|wrap
build|construct
create|generate|produce
assign|allocate
await|wait
rebuild|reconstruct
overwrite
introduce|add
examine|inspect
monitor|observe|watch
folder|directory|dir
repository|repo
configuration|config
documentation|docs|doc
application|app
database|db
environment|env
parameter|param|argument|arg
option|flag|switch
function|func
element|item
identifier|id
information|info
specification|spec
character|char
picture|image
email
amount|quantity
count|number
kind|type
result|outcome
bug|defect
problem|issue
machine|computer
website|site
maximum|max
minimum|min
temporary|temp
administrator|admin
statistics|stats
memory|ram
synchronization|sync
developer|programmer
goal|aim|purpose
manner|way
probability|likelihood
lockfile
filename
hostname
username
backend
frontend
timezone
whitespace
hyperlink|link
`;

/** Expressions of several words, and what they are the same as; `-` is nothing. In any inflection of the first word. */
const PHRASES = `
in order to|to
so as to|to
in order that|so that
as soon as|once
each time|if
every time|if
any time|if
at the time when|if
in case|if
in the event that|if
provided that|if
prior to|before
subsequent to|after
due to|because of
owing to|because of
on account of|because of
even though|although
despite the fact that|although
in spite of|despite
as a result|so
as a consequence|so
for this reason|so
in addition|also
as well|also
as well as|and
together with|with
along with|with
by means of|with
with the help of|with
by using|with
with regard to|about
with respect to|about
in regard to|about
for each|per
for every|per
at least|>=
no fewer than|>=
no less than|>=
not less than|>=
at most|<=
no more than|<=
not more than|<=
up to|<=
a maximum of|<=
a minimum of|>=
more than|>
greater than|>
fewer than|<
less than|<
right away|immediately
straight away|immediately
at the moment|currently
right now|currently
at present|currently
by default|by-default
for example|e.g
for instance|e.g
such as|e.g
instead of|instead
rather than|instead
in place of|instead
regardless of|regardless
irrespective of|regardless
no matter|regardless
except for|except
with the exception of|except
apart from|except
no longer|no-longer
not any more|no-longer
not any longer|no-longer
only if|only-if
if and only if|iff
as long as|as-long-as
so long as|as-long-as
be able to|can
be not able to|can not
be unable to|can not
be allowed to|can
be not allowed to|can not
be permitted to|can
be not permitted to|can not
have to|must
be required to|must
need to|must
ought to|should
a lot of|many
lots of|many
a large number of|many
a number of|several
a couple of|several
all of the|all
each of the|all
every one of the|all
most of the|most
some of the|some
none of the|none
none of|none
the two|both
set up|configure
turn on|enable
switch on|enable
turn off|disable
switch off|disable
shut down|shutdown
speed up|accelerate
make use of|use
get rid of|remove
take out|remove
carry out|perform
take place|happen
take care of|handle
give back|return
leave out|omit
throw away|discard
look for|search for
wait for|await
find out|determine
point out|note
consist of|comprise
make sure|ensure
turn into|convert to
log in|login
log out|logout
sign in|login
sign out|logout
read again|reread
try again|retry
run again|rerun
start again|restart
lead to|cause
result in|cause
rely on|depend on
lock file|lockfile
file name|filename
host name|hostname
user name|username
back end|backend
front end|frontend
time zone|timezone
white space|whitespace
e mail|email
per cent|percent
pull request|pr
operating system|os
environment variable|env-var
env var|env-var
source code|sourcecode
data base|database
check box|checkbox
out of date|outdated
up to date|up-to-date
of their own|own
a minute|per minute
a second|per second
a day|per day
an hour|per hour
a week|per week
a month|per month
once per|1 time per
once a|1 time per
once every|1 time per
twice per|2 time per
twice a|2 time per
note that|-
please note that|-
it should be noted that|-
it is worth noting that|-
keep in mind that|-
in other words|-
that is|-
of course|-
`;

/** What begins with a word: its other words, and the words that replace them all. */
export interface Phrase {
  readonly rest: readonly string[];
  readonly replacement: readonly string[];
}

const REPRESENTATIVES = new Map(
  lines(SYNONYMS).flatMap((line) => {
    const [first, ...others] = line.split('|').map(stemOf);
    return others.map((other) => [other, first!] as const);
  }),
);

const BY_FIRST_WORD = phrasesByFirstWord();

/** The one word of its sense that stands for a stem; the stem itself if it has no synonyms here. */
export function representative(stem: string): string {
  const next = REPRESENTATIVES.get(stem);
  return next === undefined || next === stem ? stem : (REPRESENTATIVES.get(next) ?? next);
}

/** The expressions that begin with a stem, the longest first. */
export function phrasesFrom(stem: string): readonly Phrase[] {
  return BY_FIRST_WORD.get(stem) ?? [];
}

function phrasesByFirstWord(): ReadonlyMap<string, readonly Phrase[]> {
  const found = new Map<string, Phrase[]>();
  for (const line of lines(PHRASES)) {
    const [phrase, meaning] = line.split('|') as [string, string];
    const [first, ...rest] = phrase.split(' ').map(stemOf);
    const replacement = meaning === '-' ? [] : meaning.split(' ').map(stemOf);
    const own = found.get(first!);
    if (own) own.push({ rest, replacement });
    else found.set(first!, [{ rest, replacement }]);
  }
  for (const own of found.values()) own.sort((a, b) => b.rest.length - a.rest.length);
  return found;
}

function stemOf(word: string): string {
  return withoutInflection(word).stem;
}

function lines(list: string): readonly string[] {
  return list.trim().split('\n');
}
