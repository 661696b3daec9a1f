import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUILT_HUB } from '../../built-hub/index.ts';

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

let directory: string;
let data: string;
let orders: string;

function spawnHub(args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [BUILT_HUB, '--data-dir', data, ...args], {
    env: { PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function ended(child: ChildProcess): Promise<Ended> {
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk) => {
    out += String(chunk);
  });
  child.stderr?.on('data', (chunk) => {
    err += String(chunk);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

const hub = (...args: string[]) => ended(spawnHub(args));

/** Runs a command with `--json`: its output must be exactly one document. */
async function hubJson(...args: string[]) {
  const { code, out, err } = await hub(...args, '--json');
  expect(out.trim().split('\n')).toHaveLength(1);
  return { code, err, json: JSON.parse(out) };
}

function file(name: string, text: string): string {
  const path = join(directory, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** Each group of tests has data of its own. */
function freshData(): void {
  data = mkdtempSync(join(directory, 'data-'));
}

async function freshDataWithOrders(): Promise<void> {
  freshData();
  expect((await hubJson('import', orders)).code).toBe(0);
}

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'mendian-hub-'));
  orders = file(
    'orders.csv',
    [
      'order number,store,order date,product code,product name,quantity,unit price',
      'A1,North,2026-01-05 10:00,P1,Tea,2,3.505',
      'A1,North,2026-01-05 10:00,P2,Cup,1,10',
      'A2,"South, old town",2026-02-06 11:00,P1,Tea,1,3.5',
      'A3,North,no date,P1,Tea,1,3.5',
    ].join('\n'),
  );
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('hub import', () => {
  beforeAll(freshData);

  it('checks on a dry run and changes nothing', async () => {
    const { code, json } = await hubJson('import', orders, '--dry-run');
    expect(code).toBe(0);
    expect(json).toMatchObject({ dryRun: true, state: 'checked', counts: { rows: 4, added: 3, rejected: 1 } });
    expect((await hubJson('status')).json.orders).toBe(0);
  });

  it('imports, says what was refused, and saves the refused rows', async () => {
    const rejected = join(directory, 'rejected.csv');
    const { code, json } = await hubJson('import', orders, '--rejected', rejected);
    expect(code).toBe(0);
    expect(json).toMatchObject({
      state: 'committed',
      files: [{ name: 'orders.csv', kind: 'orders' }],
      counts: { rows: 4, added: 3, rejected: 1, rejections: [{ reason: 'DATE_INVALID', rows: 1 }] },
      rejectedFile: rejected,
    });
    expect(readFileSync(rejected, 'utf8')).toContain('no date');
  });

  it.each([
    [[], 'The date cannot be read'],
    [['--lang', 'zh-CN'], '日期无法识别'],
    [['--lang=zh-CN'], '日期无法识别'],
  ])('says in the rejected rows why they were refused, in the language of %j', async (language, reason) => {
    freshData();
    const rejected = join(directory, 'rejected-in-words.csv');
    expect((await hubJson('import', orders, '--rejected', rejected, ...language)).code).toBe(0);
    expect(readFileSync(rejected, 'utf8')).toContain(reason);
  });

  it('changes nothing when the same file comes again', async () => {
    freshData();
    await hubJson('import', orders);
    const { json } = await hubJson('import', orders);
    expect(json.counts).toMatchObject({ added: 0, changed: 0, unchanged: 3 });
  });

  it('takes the orders of a file without a store column for the named store', async () => {
    const lone = file('lone.csv', 'order number,order date,product code,quantity,unit price\nB1,2026-03-01,P1,1,5\n');
    const refused = await hubJson('import', lone);
    expect(refused.code).not.toBe(0);
    expect(refused.json.error).toMatchObject({ code: 'STORE_NEEDED' });
    const { code } = await hubJson('import', lone, '--store', 'West');
    expect(code).toBe(0);
    const { json } = await hubJson('report', '--store', 'West');
    expect(json.rows).toMatchObject([{ key: 'West', orders: 1, netSales: '5.0000' }]);
    expect((await hubJson('undo')).json).toMatchObject({ orders: 1 });
  });

  it.each([
    [
      'every row was rejected',
      'bad.csv',
      'order number,store,order date,product code,quantity,unit price\nX1,S,never,P,1,1\n',
      'IMPORT_ALL_REJECTED',
    ],
    ['the file is empty', 'empty.csv', '', 'FILE_EMPTY'],
    [
      'it has headings alone',
      'headings.csv',
      'order number,store,order date,product code,quantity,unit price\n',
      'IMPORT_NOTHING_LEFT',
    ],
    ['nothing in it is recognised', 'poem.txt', 'roses are red\nviolets are blue\n', 'FILE_KIND_UNKNOWN'],
  ])('ends without success when %s', async (_why, name, text, code) => {
    const result = await hubJson('import', file(name, text));
    expect(result.code).not.toBe(0);
    expect(result.json.error).toMatchObject({
      code,
      message: expect.stringMatching(/\w/),
      traceId: expect.stringMatching(/^[\da-f]{16}$/),
    });
  });

  it('leaves out what it cannot read in a folder, and says so', async () => {
    file('folder/more.csv', readFileSync(orders, 'utf8').replaceAll('A1', 'C1'));
    file('folder/notes.txt', 'roses are red\n');
    const { code, json, err } = await hubJson('import', join(directory, 'folder'));
    expect(code).toBe(0);
    expect(json.files).toMatchObject([
      { name: 'more.csv', kind: 'orders' },
      { name: 'notes.txt', leftOut: expect.any(String) },
    ]);
    expect(err).toContain('notes.txt');
    expect((await hubJson('undo')).code).toBe(0);
  });

  it('leaves out a file of something else among several that were named, and says so', async () => {
    const poem = file('verses.txt', 'roses are red\nviolets are blue\n');
    const { code, json, err } = await hubJson('import', orders, poem, '--dry-run');
    expect(code).toBe(0);
    expect(json.files).toMatchObject([{ name: 'orders.csv' }, { name: 'verses.txt', leftOut: 'FILE_KIND_UNKNOWN' }]);
    expect(err).toContain('verses.txt');
  });

  it('names the file that does not exist, in Chinese when asked', async () => {
    const { code, out, err } = await hub('import', join(directory, 'none.csv'), '--lang', 'zh-CN');
    expect(code).not.toBe(0);
    expect(out).toBe('');
    expect(err).toContain('文件不存在：none.csv');
  });

  it.each([
    [['report', '--nonsense'], '命令用法有误：没有选项 --nonsense。'],
    [['report', '--by'], '命令用法有误：选项 --by 的值缺失或多余。'],
  ])('speaks no English inside a Chinese sentence: %j', async (args, sentence) => {
    expect((await hub(...args, '--lang', 'zh-CN')).err).toContain(sentence);
  });
});

describe('hub report', () => {
  beforeAll(freshDataWithOrders);

  it('gives exact decimals by store', async () => {
    const { code, json } = await hubJson('report');
    expect(code).toBe(0);
    expect(json).toMatchObject({ from: '2026-01-05', to: '2026-02-06', by: 'store' });
    expect(json.rows).toEqual([
      expect.objectContaining({
        key: 'North',
        orders: 1,
        units: '3',
        grossSales: '17.0100',
        refunds: '0.0000',
        netSales: '17.0100',
        cost: '0.0000',
        grossProfit: null,
      }),
      expect.objectContaining({ key: 'South, old town', netSales: '3.5000' }),
    ]);
    expect(json.totals).toMatchObject({ orders: 2, netSales: '20.5100' });
  });

  it('keeps to the asked stores and days, also for a name with a comma', async () => {
    const one = await hubJson('report', '--store', 'South, old town', '--by', 'month');
    expect(one.json.rows).toMatchObject([{ key: '2026-02', orders: 1 }]);
    const two = await hubJson('report', '--from', '2026-01-01', '--to', '2026-01-31', '--by', 'product');
    expect(two.json.rows.map(({ key }: { key: string }) => key).sort()).toEqual(['P1', 'P2']);
  });

  it('shows a table to people', async () => {
    const { out } = await hub('report', '--by', 'day');
    expect(out).toContain('2026-01-05');
    expect(out).toContain('17.0100');
  });

  it.each([
    [['--store', 'Atlantis'], 'STORE_UNKNOWN'],
    [['--from', '2026-02-30'], 'COMMAND_MISUSED'],
    [['--by', 'weather'], 'COMMAND_MISUSED'],
    [['--nonsense'], 'COMMAND_MISUSED'],
    [['--from', '2026-02-01', '--to', '2026-01-01'], 'INVALID_INPUT'],
  ])('refuses %j', async (args, code) => {
    const result = await hubJson('report', ...args);
    expect(result.code).not.toBe(0);
    expect(result.json.error.code).toBe(code);
  });
});

describe('hub backup and restore', () => {
  beforeAll(freshDataWithOrders);

  it('brings back what was there, from a file anywhere', async () => {
    const to = join(directory, 'elsewhere.backup');
    expect((await hubJson('backup', '--to', to)).json).toMatchObject({ verified: true, file: to });
    const later = file('later.csv', readFileSync(orders, 'utf8').replaceAll('A1', 'Z1'));
    expect((await hubJson('import', later)).json.state).toBe('committed');
    expect((await hubJson('status')).json.orders).toBe(3);
    const { code, json } = await hubJson('restore', to);
    expect(code).toBe(0);
    expect(existsSync(json.setAside)).toBe(true);
    expect((await hubJson('status')).json.orders).toBe(2);
  });

  it('refuses a file that is no backup and changes nothing', async () => {
    const { code, json } = await hubJson('restore', orders);
    expect(code).not.toBe(0);
    expect(json.error.code).toBe('BACKUP_INVALID');
    expect((await hubJson('status')).json.orders).toBe(2);
  });
});

describe('hub doctor', () => {
  beforeAll(freshDataWithOrders);

  it('finds nothing wrong with a sound installation', async () => {
    const { code, json } = await hubJson('doctor');
    expect(json).toMatchObject({ ok: true });
    expect(code).toBe(0);
    expect(json.checks.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['configuration', 'disk', 'database', 'rollups', 'services']),
    );
  });

  it('finds a configuration that is not valid', async () => {
    writeFileSync(join(data, 'config.json'), '{"http":{"port":"many"}}');
    const { code, json } = await hubJson('doctor');
    rmSync(join(data, 'config.json'));
    expect(code).not.toBe(0);
    expect(json.checks).toContainEqual(
      expect.objectContaining({ name: 'configuration', ok: false, detail: expect.stringContaining('http.port') }),
    );
  });
});

describe('hub with a cache file that cannot be used', () => {
  beforeAll(freshData);

  it('runs every command, also while the cache file can be neither opened nor set aside', async () => {
    writeFileSync(join(data, 'cache.db'), 'no database at all\n'.repeat(1_000));
    writeFileSync(join(data, 'cache.db.sound'), '');
    writeFileSync(join(data, 'damaged'), 'a file where the folder should be');
    const { code, json } = await hubJson('status');
    expect(code).toBe(0);
    expect(json).not.toHaveProperty('error');
  });
});

describe('hub serve', () => {
  beforeAll(freshData);

  it('prints one document with its address, keeps others from its data, and ends with success when asked to', async () => {
    const child = spawnHub(['serve', '--port', '0', '--json']);
    const end = ended(child);
    const { url } = await new Promise<{ url: string }>((resolve, reject) => {
      child.stdout?.once('data', (chunk) => resolve(JSON.parse(String(chunk))));
      child.once('error', reject);
    });
    const signedIn = await fetch(url, { redirect: 'manual' });
    expect(signedIn.status).toBe(303);
    const other = await hubJson('status');
    expect(other.code).not.toBe(0);
    expect(other.json.error).toMatchObject({ code: 'DATABASE_IN_USE', message: expect.stringContaining(data) });
    child.kill('SIGTERM');
    expect((await end).code).toBe(0);
    expect((await hubJson('status')).code).toBe(0);
  });
});

describe('the command line', () => {
  beforeAll(freshData);

  it.each([[['help']], [['--help']], [[]]])('explains itself for %j', async (args) => {
    const { code, out } = await hub(...args);
    expect(code).toBe(0);
    for (const command of ['serve', 'import', 'report', 'status', 'backup', 'restore', 'undo', 'doctor']) {
      expect(out).toContain(`  ${command}`);
    }
  });

  it('refuses a command that it does not know', async () => {
    const { code, json } = await hubJson('frobnicate');
    expect(code).not.toBe(0);
    expect(json.error).toMatchObject({ code: 'COMMAND_UNKNOWN', message: expect.stringContaining('frobnicate') });
  });

  it('speaks the language of the environment', async () => {
    const { out } = await ended(spawnHub(['status'], { LANG: 'zh_CN.UTF-8' }));
    expect(out).toContain('订单数');
  });

  it('puts log lines on standard error, as JSON', async () => {
    const { out, err } = await hub('status', '--json', '--verbose');
    expect(JSON.parse(out)).toHaveProperty('health');
    for (const line of err.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('time');
  });
});
