/** A tool's result with one answer in it, and the words of somebody who looks for it. */
export interface PlantedQuestion {
  readonly kind: string;
  readonly question: string;
  readonly text: string;
  /** What answers the question: these lines, or these sentences, must be found. */
  readonly answer: readonly string[];
  /** The question shares no word with its answer, so that only an embedder finds it. */
  readonly needsEmbedder?: true;
}

const handbook = `# Storage service handbook

The storage service keeps files that customers upload through the web application and the mobile clients.

## Accounts

Every customer belongs to one region, and the region decides in which data center the files are held.
A customer may move to another region once a year; support starts the move and the nightly job carries it out.
Names of accounts are lower case, at least three letters long and may contain hyphens.
Billing counts the average size of an account over a month, measured every night at two o'clock.

## Uploads

Clients split a file into chunks of four megabytes and send up to six of them at the same time.
A chunk that arrives twice is stored once, since chunks are named after their checksum.
After the last chunk the client asks for the file to be assembled, which takes about a second.
Uploads that stay incomplete are swept away thirty days after their last chunk arrived.
The mobile clients pause while the phone is on a metered connection.

## Sharing

A link to a file carries a random token and works until its owner withdraws it.
Folders are shared with people, who get a message and find the folder beside their own.
Whoever shares a folder decides whether the others read it or also write to it.
Links show a preview of pictures and documents, made by the preview workers.

## Search

Words in documents are found a few minutes after the upload, when the indexer has read them.
Pictures are found by the date on which they were taken and by the place, if the camera wrote it down.
The index is rebuilt once a quarter, one region after another, at weekends.

## Maintenance

Machines are replaced on the first Tuesday of a month, a third of them at a time.
Dashboards are public within the company; alerts go to the people on call.
The schema of the metadata database is migrated by a job of its own before the service is rolled out.
New colleagues get read access to the dashboards on their first day and write access after the course.
`;

const settings = [
  'application.name = ledger',
  'application.region = eu-central',
  'application.locale = de',
  'application.timezone = Europe/Berlin',
  'cache.kind = memory',
  'cache.entries = 20000',
  'cache.ttl = 15m',
  'database.host = db.internal',
  'database.port = 5432',
  'database.pool.least = 4',
  'database.pool.most = 32',
  'database.schema = public',
  'export.folder = /var/lib/ledger/export',
  'export.format = parquet',
  'export.schedule = 0 4 * * *',
  'features.audit = on',
  'features.beta = off',
  'features.imports = on',
  'http.address = 0.0.0.0',
  'http.port = 8080',
  'http.keepalive = 75s',
  'http.compression = gzip',
  'jobs.workers = 6',
  'jobs.queue = redis',
  'jobs.visibility = 10m',
  'logging.format = json',
  'logging.level = info',
  'mail.host = smtp.internal',
  'mail.sender = ledger@example.com',
  'mail.templates = /etc/ledger/mail',
  'metrics.enabled = true',
  'metrics.listen = 0.0.0.0:9464',
  'metrics.path = /metrics',
  'sessions.cookie = ledger_sid',
  'sessions.length = 12h',
  'sessions.store = redis',
  'storage.bucket = ledger-documents',
  'storage.kind = s3',
  'storage.prefix = v2/',
  'tracing.exporter = otlp',
  'tracing.sample = 0.05',
  'uploads.most = 64MB',
  'uploads.scan = clamav',
].join('\n');

const journal = [
  '08:00:01 scheduler woke up, 14 jobs due',
  '08:00:01 job rates-import started by the clock',
  '08:00:09 job rates-import wrote 31 currencies',
  '08:00:09 job mail-digest started by the clock',
  '08:00:10 mail-digest reads the list of subscribers',
  '08:00:14 mail-digest sent 214 letters',
  '08:00:15 job thumbnails started by an upload',
  '08:00:15 thumbnails opens IMG_2041.jpg from the inbox',
  '08:00:17 thumbnails wrote three sizes',
  '08:00:20 job invoice-run started for customer Albrecht',
  '08:00:21 invoice-run collected 12 positions for Albrecht',
  '08:00:23 invoice-run printed invoice 2026-1180',
  '08:00:24 job invoice-run started for customer Brandt',
  '08:00:25 invoice-run collected 3 positions for Brandt',
  '08:00:26 invoice-run printed invoice 2026-1181',
  '08:00:27 job invoice-run postponed for customer Meier, calendar names a public holiday there',
  '08:00:28 job invoice-run started for customer Novak',
  '08:00:29 invoice-run collected 44 positions for Novak',
  '08:00:33 invoice-run printed invoice 2026-1182',
  '08:00:34 job backup started by the clock',
  '08:00:35 backup copies the ledger to the second site',
  '08:02:11 backup copied 8 GB in 96 seconds',
  '08:02:12 job search-index started by the clock',
  '08:02:13 search-index reads documents changed since yesterday',
  '08:02:44 search-index took up 1203 documents',
  '08:02:45 job cleanup started by the clock',
  '08:02:46 cleanup looks through the folder of drafts',
  '08:02:48 cleanup removed 17 drafts older than a year',
  '08:02:49 job statistics started by the clock',
  '08:02:50 statistics counts visits of the last week',
  '08:02:58 statistics wrote 7 rows',
  '08:02:59 job newsletter waits for its editor',
  '08:03:00 scheduler sleeps until 09:00',
].join('\n');

const source = `import { setTimeout as wait } from 'node:timers/promises';

export interface Order {
  readonly id: string;
  readonly customer: string;
  readonly lines: readonly OrderLine[];
}

export interface OrderLine {
  readonly article: string;
  readonly count: number;
  readonly price: number;
}

export function totalOf(order: Order): number {
  let total = 0;
  for (const line of order.lines) {
    total += line.count * line.price;
  }
  return Math.round(total * 100) / 100;
}

export function labelOf(order: Order): string {
  const articles = order.lines.map((line) => line.article);
  const shown = articles.slice(0, 3).join(', ');
  return articles.length > 3 ? shown + ' and more' : shown;
}

/** Doubles with each attempt up to half a minute, with a little jitter on top. */
export function retryDelay(attempt: number, random: () => number): number {
  const base = 250 * 2 ** attempt;
  const capped = Math.min(base, 30_000);
  const jitter = capped * 0.2 * random();
  return capped + jitter;
}

export function groupByCustomer(orders: readonly Order[]): Map<string, Order[]> {
  const groups = new Map<string, Order[]>();
  for (const order of orders) {
    const group = groups.get(order.customer) ?? [];
    group.push(order);
    groups.set(order.customer, group);
  }
  return groups;
}

export async function sendAll(orders: readonly Order[], send: (order: Order) => Promise<boolean>) {
  const sent: string[] = [];
  for (const order of orders) {
    if (await send(order)) sent.push(order.id);
    await wait(20);
  }
  return sent;
}

export function parseOrder(line: string): Order {
  const [id, customer, ...rest] = line.split(';');
  const lines = rest.map((entry) => {
    const [article, count, price] = entry.split(':');
    return { article: article!, count: Number(count), price: Number(price) };
  });
  return { id: id!, customer: customer!, lines };
}

export function formatOrder(order: Order): string {
  const lines = order.lines.map((line) => [line.article, line.count, line.price].join(':'));
  return [order.id, order.customer, ...lines].join(';');
}

export function sortByTotal(orders: readonly Order[]): readonly Order[] {
  return [...orders].sort((a, b) => {
    const difference = totalOf(b) - totalOf(a);
    if (difference !== 0) return difference;
    return a.id < b.id ? -1 : 1;
  });
}
`;

const page = [
  'The harbor museum opened in 1962 in the old customs house on the eastern quay.',
  'Its first collection came from the families of pilots and from two shipyards that had closed.',
  'The ground floor shows how goods were weighed, stored and taxed when the port was young.',
  'A model of the basin, eight meters long, stands in the middle of the hall.',
  'Upstairs there are paintings of ships, most of them ordered by their captains.',
  'The largest painting shows the bark Henriette leaving the harbor under full sail.',
  'In the winter of 1987 a burst pipe flooded the cellar and ruined part of the archive.',
  'Students of the art school restored the maps over the following nine years.',
  'Guided tours begin at eleven on Saturdays and take about an hour.',
  'Groups of more than ten people book a tour by telephone.',
  'Admission is free for children, and for everybody on the first Sunday of a month.',
  'The café in the courtyard serves soup and cake and closes an hour before the museum.',
  'A tram of line six stops at the gate, and there are stands for bicycles beside it.',
  'The library of the museum lends no books, but its reading room is open to all.',
  'Concerts take place in the great hall from May to September.',
  'The shop sells prints of the paintings, rope knots and a book on lighthouses.',
  'Volunteers keep the steam crane on the quay in motion and show it on request.',
  'The crane was built in 1911 and lifted up to five tons.',
  'A new wing for modern shipping is planned, and its design was chosen by a jury last spring.',
  'Whoever wants to help finds the society of friends in the gatehouse on Wednesdays.',
].join(' ');

const hits = [
  'src/accounts/close-account.ts:14:  await closeSession(account.session);',
  'src/accounts/open-account.ts:9:  const session = await openSession(account);',
  'src/accounts/open-account.ts:31:  return { account, session };',
  'src/admin/list-sessions.ts:6:  const sessions = await allSessions();',
  'src/admin/list-sessions.ts:11:  return sessions.map((session) => rowOf(session));',
  'src/admin/session-table.tsx:22:      <SessionRow key={session.id} session={session} />',
  'src/admin/session-table.tsx:40:      <td>{session.user}</td>',
  'src/admin/session-table.tsx:41:      <td>{session.started}</td>',
  'src/auth/cookie.ts:5:export function sessionCookie(session: Session): string {',
  'src/auth/cookie.ts:8:  return serialize(COOKIE, session.id);',
  'src/auth/middleware.ts:17:  const session = await sessionOf(request);',
  'src/auth/middleware.ts:18:  request.session = session;',
  'src/auth/session-of.ts:3:export async function sessionOf(request: Request): Promise<Session> {',
  'src/auth/session-store.ts:12:  readonly sessions = new Map<string, Session>();',
  'src/auth/session-store.ts:20:    this.sessions.set(session.id, session);',
  'src/auth/session-store.ts:27:    return this.sessions.get(id);',
  'src/chat/room.ts:44:    for (const session of this.members) session.send(message);',
  'src/chat/room.ts:51:    this.members.add(session);',
  'src/chat/typing.ts:8:  session.send({ kind: "typing" });',
  'src/jobs/expire.ts:19:    if (session.expires < now) expired.push(session);',
  'src/jobs/expire.ts:20:    log.info("session expired", session.id);',
  'src/metrics/sessions.ts:4:export const sessions = gauge("sessions");',
  'src/metrics/sessions.ts:9:  sessions.set(store.sessions.size);',
  'src/profile/page.tsx:13:  const { session } = useSession();',
  'src/profile/page.tsx:28:  return <Profile user={session.user} />;',
  'src/socket/connect.ts:10:  const session = await sessionOf(request);',
  'src/socket/connect.ts:15:  socket.session = session;',
  'src/tests/fixtures.ts:7:export const session = { id: "s1", user: "ada" };',
  'src/types.ts:30:export interface Session {',
  'src/types.ts:36:  readonly session: Session;',
].join('\n');

/** Written by hand, and before the selection that is held to them. */
export const plantedQuestions: readonly PlantedQuestion[] = [
  {
    kind: 'a handbook',
    question: 'When are incomplete uploads swept away?',
    text: handbook,
    answer: ['Uploads that stay incomplete are swept away thirty days after their last chunk arrived.'],
  },
  {
    kind: 'a handbook, in other forms of the words',
    question: 'who decides if others may write to a shared folder?',
    text: handbook,
    answer: ['Whoever shares a folder decides whether the others read it or also write to it.'],
  },
  {
    kind: 'settings',
    question: 'Prometheus cannot reach us. Where does the metrics endpoint listen?',
    text: settings,
    answer: ['metrics.listen = 0.0.0.0:9464'],
  },
  {
    kind: 'a journal',
    question: 'Please find out why the invoice for Meier was postponed',
    text: journal,
    answer: ['08:00:27 job invoice-run postponed for customer Meier, calendar names a public holiday there'],
  },
  {
    kind: 'code',
    question: 'The retry delay grows too fast, cap it at ten seconds',
    text: source,
    answer: [
      'export function retryDelay(attempt: number, random: () => number): number {',
      '  const base = 250 * 2 ** attempt;',
      '  const capped = Math.min(base, 30_000);',
      '  const jitter = capped * 0.2 * random();',
      '  return capped + jitter;',
      '}',
    ],
  },
  {
    kind: 'a page in one line',
    question: 'Which flood ruined the archive in the cellar?',
    text: page,
    answer: ['In the winter of 1987 a burst pipe flooded the cellar and ruined part of the archive.'],
  },
  {
    kind: 'search hits',
    question: 'who calls closeSession?',
    text: hits,
    answer: ['src/accounts/close-account.ts:14:  await closeSession(account.session);'],
  },
  {
    kind: 'a handbook, in other words',
    question: 'deleting unfinished transfers',
    text: handbook,
    answer: ['Uploads that stay incomplete are swept away thirty days after their last chunk arrived.'],
    needsEmbedder: true,
  },
  {
    kind: 'a page in one line, in other words',
    question: 'cafeteria: food and drinks',
    text: page,
    answer: ['The café in the courtyard serves soup and cake and closes an hour before the museum.'],
    needsEmbedder: true,
  },
];
