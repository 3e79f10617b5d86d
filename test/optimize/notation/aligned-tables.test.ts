import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../src/optimize/facts.js';
import { alignedTables } from '../../../src/optimize/notation/aligned-tables.js';
import { boxTables } from '../../../src/optimize/passes/box-tables.js';
import { passContract, result } from '../../contracts/pass.js';

const pods = `NAME                    READY   STATUS             RESTARTS       AGE     IP            NODE       NOMINATED NODE   READINESS GATES
api-7d9c5b6f4d-2xkqj    1/1     Running            0              3d4h    10.244.1.17   worker-1   <none>           <none>
billing-6f8d7c9-qwert   0/1     CrashLoopBackOff   57 (3m ago)    4h12m   10.244.1.22   worker-1   <none>           <none>
db-0                    1/1     Running            1 (26h ago)    9d      10.244.3.4    worker-3   <none>           <none>
web-5c4d8b7f6-lmnop     0/1     Pending            0              12m     <none>        <none>     <none>           <none>
`;
const containers = `CONTAINER ID   IMAGE              COMMAND                  CREATED       STATUS                         PORTS                NAMES
3f1a9c0b2d7e   shop/api:1.42      "docker-entrypoint.s…"   2 hours ago   Up 2 hours (healthy)           0.0.0.0:80->80/tcp   api-1
0a1b2c3d4e5f   shop/worker:1.42   "python -m worker.ma…"   2 hours ago   Restarting (1) 4 seconds ago                        worker-1
77aa88bb99cc   busybox            "sh -c 'sleep 10'"       5 weeks ago   Exited (137) 5 weeks ago                            eager_hopper
`;
const processes = `USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND
root           1  0.0  0.1 168140 11788 ?        Ss   Nov20   0:05 /sbin/init splash
root           2  0.0  0.0      0     0 ?        S    Nov20   0:00 [kthreadd]
root         301  0.0  0.2  52100  9140 ?        S<s  Nov20   0:11 /lib/systemd/systemd-journald
message+     512  0.0  0.0   9500  4880 ?        Ss   Nov20   0:03 @dbus-daemon --system
root         811  0.0  0.0  15400  6100 ?        Ss   Nov20   0:00 sshd: /usr/sbin/sshd -D
postgres    1204  1.3  2.4 219000 98304 ?        Ss   Nov20  12:41 postgres: main: checkpointer  idle
postgres    1210  0.0  0.4 220100 18220 ?        Ss   Nov20   0:19 postgres: main: walwriter
dev         9020  0.0  0.0  10200  5300 pts/0    Ss   09:10   0:00 -bash
dev        20311 99.8 11.2 1873920 450012 pts/0  R+   09:14 103:07 node --max-old-space-size=4096 build.js
dev        20544  0.0  0.0      0     0 pts/0    Z+   09:15   0:00 [sh] <defunct>
dev        20601  0.0  0.0  12100  3400 pts/1    R+   09:17   0:00 ps aux
`;
const disks = `Filesystem      Size  Used Avail Use% Mounted on
udev            7.8G     0  7.8G   0% /dev
/dev/nvme0n1p2  468G  445G     0 100% /
/dev/nvme0n1p1  511M  6.1M  505M   2% /boot/efi
`;
const blocks = `NAME               MAJ:MIN RM   SIZE RO TYPE  MOUNTPOINTS
sda                  8:0    0 476.9G  0 disk  
├─sda1               8:1    0   512M  0 part  /boot/efi
└─sda2               8:2    0 476.4G  0 part  
  └─vg0-root       252:1    0   100G  0 lvm   /
`;
const units = `  UNIT                    LOAD      ACTIVE   SUB     DESCRIPTION
  cron.service            loaded    active   running Regular background program processing daemon
● nginx.service           loaded    failed   failed  A high performance web server
● shop-worker.service     not-found inactive dead    shop-worker.service
`;
const outdated = `Package     Current   Wanted   Latest  Location                 Depended by
eslint       8.57.0   8.57.1   9.33.0  node_modules/eslint      shop
left-pad    MISSING    1.3.0    1.3.0  -                        shop
typescript    5.4.3    5.9.2    5.9.2  node_modules/typescript  shop
`;
const pulls = `
Showing 3 of 3 open pull requests in shop/api

ID     TITLE                         BRANCH          CREATED AT
#1204  Fix rounding in carts         fix/rounding    about 2 hours ago
#1199  Bump express to 4.21.2        bump/express    about 1 day ago
#1150  Drop Node 18                  drop-node-18    about 1 month ago
`;
const sockets = `State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess                                  
LISTEN 0      4096   127.0.0.53%lo:53        0.0.0.0:*    users:(("systemd-resolve",pid=612,fd=14))
LISTEN 0      244        127.0.0.1:5432      0.0.0.0:*    users:(("postgres",pid=1204,fd=6))       
LISTEN 0      4096         0.0.0.0:6443      0.0.0.0:*                                             
`;

const samples = { pods, containers, processes, disks, blocks, outdated, sockets };
const cells = (text: string) =>
  alignedTables(text)
    .split('\n')
    .map((line) => line.split('\t'));

passContract(
  boxTables,
  Object.fromEntries(Object.entries(samples).map(([name, text]) => [name, [result('a', text)]])),
);

describe('tables aligned with blanks', () => {
  it('have tabs between the cells of kubectl', () => {
    expect(cells(pods)).toEqual([
      ['NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE', 'IP', 'NODE', 'NOMINATED NODE', 'READINESS GATES'],
      [
        ...['api-7d9c5b6f4d-2xkqj', '1/1', 'Running', '0', '3d4h', '10.244.1.17', 'worker-1'],
        ...['<none>', '<none>'],
      ],
      [
        ...['billing-6f8d7c9-qwert', '0/1', 'CrashLoopBackOff', '57 (3m ago)', '4h12m', '10.244.1.22'],
        ...['worker-1', '<none>', '<none>'],
      ],
      ['db-0', '1/1', 'Running', '1 (26h ago)', '9d', '10.244.3.4', 'worker-3', '<none>', '<none>'],
      ['web-5c4d8b7f6-lmnop', '0/1', 'Pending', '0', '12m', '<none>', '<none>', '<none>', '<none>'],
      [''],
    ]);
  });

  it('keep the place of a cell behind an empty one', () => {
    expect(cells(containers)[2]).toEqual([
      ...['0a1b2c3d4e5f', 'shop/worker:1.42', '"python -m worker.ma…"', '2 hours ago'],
      ...['Restarting (1) 4 seconds ago', '', 'worker-1'],
    ]);
  });

  it('keep the blanks within a last cell, and a row that a long cell moved as it is', () => {
    const rows = alignedTables(processes).split('\n');
    const [init, postgres, node, defunct] = [rows[1], rows[6], rows[9], rows[10]];
    expect(init!.split('\t').slice(0, 2)).toEqual(['root', '1']);
    expect(postgres).toMatch(/\t12:41.postgres: main: checkpointer {2}idle$/);
    expect(node).toBe(processes.split('\n')[9]);
    expect(defunct).toMatch(/\tZ\+\t09:15\t0:00.\[sh\] <defunct>$/);
  });

  it('tell numbers by their right side', () => {
    expect(cells(disks)[2]).toEqual(['/dev/nvme0n1p2', '468G', '445G', '0', '100%', '/']);
    expect(cells(outdated)[2]).toEqual(['left-pad', 'MISSING', '1.3.0', '1.3.0', '-', 'shop']);
  });

  it('keep the tree in a first column, and its marks', () => {
    expect(cells(blocks).map(([name]) => name)).toEqual([
      ...['NAME', 'sda', '├─sda1', '└─sda2', '  └─vg0-root', ''],
    ]);
    expect(cells(units).map(([name]) => name)).toEqual([
      ...['  UNIT', '  cron.service', '● nginx.service', '● shop-worker.service', ''],
    ]);
    expect(cells(units)[2]!.slice(1, 4)).toEqual(['loaded', 'failed', 'failed']);
  });

  it('are found behind other lines', () => {
    expect(alignedTables(pulls)).toContain(
      'shop/api\n\nID\tTITLE\tBRANCH\tCREATED AT\n#1204\tFix rounding in carts\tfix/rounding\tabout 2 hours ago\n',
    );
    expect(alignedTables(`$ df -h\n${disks}$ docker ps\n${containers}`)).toBe(
      `$ df -h\n${alignedTables(disks)}$ docker ps\n${alignedTables(containers)}`,
    );
    const crlf = disks.replaceAll('\n', '\r\n');
    expect(alignedTables(crlf)).toBe(alignedTables(disks).replaceAll('\n', '\r\n'));
  });

  it.each([
    ['wide letters', 'NAME   CITY   AGE   ID\n田中    東京   31    1\n佐藤    京都   24    2\n'],
    ['tabs', 'NAME\tCITY  AGE  ID\na\tb  1  2\nc\td  3  4\n'],
    ['no head', 'alpha   beta    gamma\ndelta   epsilon zeta\neta     theta   iota\n'],
    ['a sentence', 'The  quick  brown\nfox   jumps  over\nthe   lazy   dog.\n'],
    ['a head alone', 'NAME   READY   STATUS   AGE\n'],
    [
      'columns that nothing holds',
      'NAME   READY   STATUS\nno such resources were found in it\nsee the manual for what to do now\n',
    ],
    ['fields', 'Name:         api\nNamespace:    shop\nPriority:     0\nNode:         worker-1\n'],
  ])('stay as they are: %s', (_, text) => {
    expect(alignedTables(text)).toBe(text);
  });

  const cell = fc.oneof(
    fc.constantFrom(
      '',
      '',
      '0',
      '12',
      '1.2.3',
      '0/1',
      'Running',
      'CrashLoopBackOff',
      '57 (3m ago)',
      '<none>',
    ),
    fc.constantFrom('about 2 hours ago', 'Error: no such host', '502', 'a b', 'x', '10.244.1.17'),
    fc.stringMatching(/^[\w.@/-]{1,12}( [\w.@/-]{1,6})?$/),
  );
  const column = fc.record({
    name: fc.constantFrom('NAME', 'STATUS', 'A', 'CREATED AT', '%CPU', 'LOCAL ADDRESS', 'AGE', 'Mounted on'),
    isRight: fc.boolean(),
    gap: fc.integer({ min: 1, max: 3 }),
    width: fc.integer({ min: 6, max: 40 }),
  });
  const table = fc
    .record({
      columns: fc.array(column, { minLength: 2, maxLength: 6 }),
      rows: fc.array(fc.array(cell, { minLength: 6, maxLength: 6 }), { minLength: 2, maxLength: 12 }),
      isCut: fc.boolean(),
    })
    .map(({ columns, rows, isCut }) => {
      // A name of its own for each, by which it is found again.
      const heads = columns.map(
        ({ name }, at) => `${name.replace(/^\w/, (letter) => letter + 'BCDEFG'[at])}`,
      );
      const given = rows.map((row) => row.slice(0, columns.length));
      // A word behind another, where a long cell moved the row, may stand just where the next column begins.
      const oneWord = (said: string, at: number) =>
        at < columns.length - 1 ? said.replaceAll(' ', '') : said;
      const all = [heads, ...given.map((row) => (isCut ? row.map(oneWord) : row))].map((row) => [
        row[0] || '-',
        ...row.slice(1),
      ]);
      const widths = columns.map(({ width }, at) =>
        isCut ? Math.max(width, heads[at]!.length) : Math.max(...all.map((row) => row[at]!.length)),
      );
      const text = all.map((row) =>
        row
          .map((said, at) => {
            const { isRight, gap } = columns[at]!;
            const padded = isRight && at > 0 ? said.padStart(widths[at]!) : said.padEnd(widths[at]!);
            return at === row.length - 1 ? padded : padded + ' '.repeat(gap);
          })
          .join('')
          .trimEnd(),
      );
      return { heads, all, text: text.join('\n') };
    });

  it('are told into the cells that were aligned, or left as they are', () => {
    const collapsed = (text: string) => text.trim().replace(/ +/g, ' ');
    let told = 0;
    fc.assert(
      fc.property(table, ({ heads, all, text }) => {
        const lines = text.split('\n');
        const after = alignedTables(text).split('\n');
        expect(after).toHaveLength(lines.length);
        if (!after[0]!.includes('\t')) {
          expect(after).toEqual(lines);
          return;
        }
        // Columns that cannot be told apart are one.
        let next = 0;
        const held = after[0]!.split('\t').map((name) => {
          const own = [next];
          const said = () => collapsed(own.map((at) => heads[at]).join(' '));
          while (said() !== collapsed(name) && next < heads.length) own.push(++next);
          expect(said()).toBe(collapsed(name));
          next++;
          return own;
        });
        for (const [at, line] of after.entries()) {
          if (!line.includes('\t')) {
            expect(line).toBe(lines[at]);
            continue;
          }
          const found = line.split('\t').map(collapsed);
          const wanted = held.map((own) => collapsed(own.map((column) => all[at]![column]).join(' ')));
          expect(found).toEqual(wanted.slice(0, found.length));
          expect(wanted.slice(found.length).join('')).toBe('');
          told++;
        }
      }),
      { numRuns: 1000 },
    );
    expect(told).toBeGreaterThan(1000);
  });

  it('say the same facts', () => {
    const facts = (text: string) => factsOf(text).map(({ kind, value }) => `${kind} ${value}`);
    for (const text of Object.values({ ...samples, units, pulls })) {
      expect(facts(alignedTables(text))).toEqual(facts(text));
    }
    fc.assert(
      fc.property(table, ({ text }) => {
        expect(facts(alignedTables(text))).toEqual(facts(text));
      }),
    );
  });

  it('take a time that grows with the text only', () => {
    const head = 'NAME   READY   STATUS   AGE\n';
    for (const text of [
      head.repeat(50_000),
      head + 'x'.repeat(2_000_000),
      `${head}${'web-1   1/1   Running   3d\n'.repeat(100_000)}`,
      `NAME${' '.repeat(3_000_000)}READY  STATUS`,
      'A  B '.repeat(400_000),
    ]) {
      expect(alignedTables(text).length).toBeLessThanOrEqual(text.length);
    }
  });
});
