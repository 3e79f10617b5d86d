/** Keys whose values tell how something stands, and those that name a record. */
const STATES =
  /^(?:.*_)?(?:status(?:_?code|Code)?|state|error\w*|err|failure\w*|conclusion|exit_?code|severity|level|problems?|invalid|missing|extraneous|deprecated|failed|numFailed\w+|success|ok|reason|fatal\w*)$|(?:Error|Status|Failed|Failure)s?$/i;
const MESSAGES = /^(?:message|detail|details|summary|title|ruleId)$/;
const IDS = [
  'id',
  'number',
  'uuid',
  '_id',
  'key',
  'address',
  'fullName',
  'name',
  'path',
  'filePath',
  'url',
  'title',
  'slug',
];

/** Of the other values every seventh. */
const EVERY = 7;
/** Members from which an object of objects is a list whose records have their keys as ids. */
const FEW = 3;

/**
 * Facts of a JSON text: `value`s of states, errors and their messages, each with the id of its record if it has one, and the
 * first and the last record's id (`record`) of each list; of the other values some (`sample`). Two places: the id's and the
 * value's; one if there is no id. Empty if it is no JSON.
 */
export function jsonFacts(text) {
  const root = readJson(text);
  if (!root) return [];
  const facts = factsIn(root, undefined);
  const others = facts.filter(({ kind }) => kind === 'sample').filter((_, at) => at % EVERY === 0);
  return [...facts.filter(({ kind }) => kind !== 'sample'), ...others];
}

function factsIn(value, id) {
  if (value.items) {
    const ids = value.items.map(idOf).filter(Boolean);
    const ends = ids.length > 0 ? [...new Set([ids[0], ids.at(-1)])] : [];
    return [
      ...ends.map((end) => ({ kind: 'record', places: [end] })),
      ...value.items.flatMap((item) => factsIn(item, idOf(item) ?? id)),
    ];
  }
  if (!value.members) return [];
  const { members } = value;
  const isList = members.length >= FEW && members.every(({ value: { members } }) => members);
  const ends = isList
    ? [members[0], members.at(-1)].map(({ place }) => ({ kind: 'record', places: [place] }))
    : [];
  const isAlarm = members.some(({ key, value: { place } }) => STATES.test(key) && place);
  return [
    ...ends,
    ...members.flatMap(({ key, place, value: member }) => {
      if (!member.place) return factsIn(member, idOf(member) ?? (isList ? place : id));
      if (isEmpty(member.place)) return [];
      const isHard = STATES.test(key) || (isAlarm && MESSAGES.test(key));
      const places = id && id !== member.place ? [id, member.place] : [member.place];
      return [{ kind: isHard ? 'value' : 'sample', places }];
    }),
  ];
}

function isEmpty({ columns: [from, to] }) {
  return from === to;
}

function idOf({ members }) {
  if (!members) return undefined;
  for (const id of IDS) {
    const found = members.find(
      ({ key, value }) => key === id && value.place && value.isName && !isEmpty(value.place),
    );
    if (found) return found.value.place;
  }
  return undefined;
}

/** A JSON text's values with the places of its scalars: strings without their quotes, only such as stand on one line. Undefined if it is no JSON. */
function readJson(text) {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  let [at, line, lineStart] = [0, 1, 0];
  const skip = () => {
    for (; /\s/.test(text[at] ?? ''); at++) if (text[at] === '\n') [line, lineStart] = [line + 1, at + 1];
  };
  const scalar = () => {
    const start = at;
    if (text[at] === '"') {
      for (at++; text[at] !== '"'; at++) if (text[at] === '\\') at++;
      at++;
      return { place: { line, columns: [start + 1 - lineStart, at - 1 - lineStart] }, isName: true };
    }
    while (/[-+.\w]/.test(text[at] ?? '')) at++;
    return { place: { line, columns: [start - lineStart, at - lineStart] }, isName: /\d/.test(text[start]) };
  };
  const read = () => {
    skip();
    const open = text[at];
    if (open !== '[' && open !== '{') return scalar();
    const entries = [];
    at++;
    skip();
    while (text[at] !== ']' && text[at] !== '}') {
      if (open === '[') entries.push(read());
      else {
        const from = at + 1;
        const { place } = scalar();
        const key = text.slice(from, at - 1);
        skip();
        at++;
        entries.push({ key, place, value: read() });
      }
      skip();
      if (text[at] === ',') at++;
      skip();
    }
    at++;
    return open === '[' ? { items: entries } : { members: entries };
  };
  return read();
}
