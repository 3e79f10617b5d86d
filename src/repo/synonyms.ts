import { searchTerms } from './search-terms.js';

/** What programmers call the same, or do in the same place: groups of words, general ones, of no single project. */
const GROUPS = `
add append insert push put attach register
remove delete drop erase discard purge evict unlink strip detach
create make build construct instantiate produce generate new
find lookup search locate resolve match seek
choose pick select decide elect prefer
start begin open init initialize launch boot setup
stop end finish terminate abort cancel halt quit close shutdown
send write emit flush transmit reply post
receive read accept recv consume fetch
fail error exception failure panic raise throw fault
check verify validate ensure assert
refuse reject deny forbid disallow prevent
allow permit accept grant enable
change modify update alter edit mutate set
compare equal cmp diff
convert transform translate cast coerce
parse decode deserialize unmarshal
serialize encode marshal dump format stringify
limit max maximum cap bound threshold
least min minimum
size length count len
empty blank clear reset
copy clone duplicate
combine merge join concat fuse unite
split divide separate partition
wait block sleep pause delay
wake notify signal unblock resume
memory mem heap alloc
connection client conn socket peer
primary master leader main
replica slave follower secondary
parent ancestor outer
child descendant inner nested
folder directory dir
key name id identifier
option setting config flag preference
parameter argument param arg
default fallback
expire ttl timeout expiry deadline
hidden private internal secret
call invoke run execute dispatch apply
handler callback listener hook
route path endpoint url
cache memo remember
save store persist
load import restore
order sort rank priority
repeat retry loop
nest depth recursion deep recursive
grow expand resize extend enlarge
shrink reduce contract compact trim
escape quote sanitize
print output display show render
request req
response res answer reply
message msg
number integer int numeric digit
string text str
letter char character rune
array list slice vector
map dictionary dict hash table
object instance
type class kind
subclass derived inherit
adapter converter wrapper
separator delimiter
ignore skip omit exclude
hash digest checksum
random rand
date time timestamp clock
position location offset index
wildcard glob pattern
compress zip gzip deflate
thread worker goroutine
coroutine async await
lock mutex synchronize
queue pending backlog
snapshot dump backup
log journal record
observe watch monitor
undo revert rollback
login authenticate auth credential
user account
permission access acl role
warn deprecate
temporary temp tmp
template view layout
header metadata
body payload content
test spec
free release dispose destroy
link reference pointer
line row
column field
`;

const synonyms = new Map<string, Set<string>>();
for (const group of GROUPS.split('\n')) {
  const terms = searchTerms(group);
  for (const term of terms) {
    const others = synonyms.get(term) ?? new Set();
    for (const other of terms) if (other !== term) others.add(other);
    synonyms.set(term, others);
  }
}

/** Whether two search terms are of words that often mean the same in code. Not transitive. */
export function areSynonyms(term: string, other: string): boolean {
  return synonyms.get(term)?.has(other) ?? false;
}
