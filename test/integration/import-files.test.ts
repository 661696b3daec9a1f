import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compareRollups } from '../../src-main/analytics/rollup/index.ts';
import { startIngest } from './ingest/ingest-engine.ts';
import { contents } from './ingest/write/fresh-database.ts';

let engine: Awaited<ReturnType<typeof startIngest>>;
beforeEach(async () => {
  engine = await startIngest();
});
afterEach(() => engine.close());

const HEADINGS = '订单编号,门店名称,下单时间,商品编码,商品名称,数量,单价\n';
const JANUARY = `${HEADINGS}A1,南京东路店,2026-01-05 10:00:00,tea,茶,2,12.50
A1,南京东路店,2026-01-05 10:00:00,bun,包子,1,3.00
A2,人民广场店,2026-01-06 11:00:00,tea,茶,1,12.50
`;

describe('an import through the threads', () => {
  it('goes from a file to committed orders, and says so only then', async () => {
    const end = await engine.importFiles([engine.write('orders.csv', JANUARY)]);
    expect(end).toMatchObject({
      phase: 'done',
      state: 'committed',
      failure: null,
      counts: { rows: 3, added: 3, orders: 2 },
    });
    expect(engine.events.map((event) => event.type)).toEqual(['data-changed', 'import-changed']);
    expect(engine.look((db) => db.prepare('SELECT sum(gross_sales) FROM orders').pluck().get())).toBe(405_000);
    expect(engine.look((db) => compareRollups(db))).toEqual([]);
    const { imports } = await engine.area.history({ limit: 10 });
    expect(imports).toMatchObject([
      { state: 'committed', canUndo: true, files: [{ name: 'orders.csv', kind: 'orders', rows: 3 }] },
    ]);
  });

  it('checks without leaving anything behind, not even in the history', async () => {
    const before = engine.look(contents);
    const end = await engine.follow(await engine.start([engine.write('orders.csv', JANUARY)], true));
    expect(end).toMatchObject({ state: 'checked', dryRun: true, counts: { added: 3 } });
    expect(engine.look(contents)).toBe(before);
    expect(engine.events).toEqual([]);
    expect(await engine.area.history({ limit: 10 })).toEqual({ imports: [] });
  });

  it('counts orders that two files have in common once', async () => {
    const first = engine.write('first.csv', JANUARY);
    const second = engine.write('second.csv', `${JANUARY}A3,人民广场店,2026-01-07 09:00:00,bun,包子,4,3.00\n`);
    const { counts } = await engine.importFiles([first, second]);
    expect(counts).toMatchObject({ rows: 7, added: 4, unchanged: 3, changed: 0, orders: 3 });
    expect(engine.look((db) => compareRollups(db))).toEqual([]);
  });

  it('puts orders together whose lines stand apart, and knows them again', async () => {
    const scattered = `${HEADINGS}A1,S,2026-01-05,tea,茶,1,10
A2,S,2026-01-05,tea,茶,1,10
A1,S,2026-01-05,tea,茶,1,10
A2,S,2026-01-05,bun,包子,1,3
A1,S,2026-01-05,bun,包子,2,3
`;
    const file = engine.write('scattered.csv', scattered);
    expect((await engine.importFiles([file])).counts).toMatchObject({ added: 5, orders: 2 });
    const lines = engine.look((db) => db.prepare('SELECT count(*) FROM order_line GROUP BY order_id').pluck().all());
    expect(lines).toEqual([3, 2]);
    const before = engine.look(contents);
    expect((await engine.importFiles([file])).counts).toMatchObject({ added: 0, changed: 0, unchanged: 5 });
    expect(engine.look(contents)).toBe(before);
  });

  it('takes a correction and gives back what was before', async () => {
    await engine.importFiles([engine.write('orders.csv', JANUARY)]);
    const before = engine.look(contents);
    const corrected = JANUARY.replace('bun,包子,1,3.00', 'bun,包子,5,3.00').replace('A2,', 'A9,');
    const end = await engine.importFiles([engine.write('corrected.csv', corrected)]);
    expect(end.counts).toMatchObject({ rows: 3, added: 1, changed: 1, unchanged: 1 });
    expect(await engine.area.undo({ importId: end.importId })).toEqual({ orders: 2 });
    expect(engine.look(contents)).toBe(before);
    expect(engine.look((db) => compareRollups(db))).toEqual([]);
    await expect(engine.area.undo({ importId: end.importId })).rejects.toMatchObject({
      code: 'IMPORT_NOTHING_TO_UNDO',
    });
  });

  it('gives rejected rows back with a reason each', async () => {
    const bad = `${JANUARY}A4,人民广场店,2026-13-45,bun,包子,1,3.00\n`;
    const end = await engine.importFiles([engine.write('orders.csv', bad)]);
    expect(end.counts).toMatchObject({
      rows: 4,
      added: 3,
      rejected: 1,
      rejections: [{ reason: 'DATE_INVALID', rows: 1 }],
    });
    const { csv } = await engine.area.rejected({ importId: end.importId });
    expect(csv).toContain('A4,人民广场店,2026-13-45,bun,包子,1,3.00,The date cannot be read,5');
  });

  it('keeps rejected rows of the imports that the history can show, and no others', async () => {
    const bad = (number: string) => `${JANUARY}${number},人民广场店,2026-13-45,bun,包子,1,3.00\n`;
    const first = await engine.importFiles([engine.write('first.csv', bad('X'))]);
    const second = await engine.importFiles([engine.write('second.csv', bad('Y'))]);
    // 498 more, so that the next one is the 500th after the first.
    engine.look((db) => {
      const add = db.prepare(
        `INSERT INTO import (id, started_at, finished_at, state, files, counts, failure)
         SELECT ?, started_at, finished_at, state, files, counts, failure FROM import WHERE id = ?`,
      );
      for (let i = 1; i <= 498; i++) add.run(second.importId + i, second.importId);
    });
    const last = await engine.importFiles([engine.write('last.csv', bad('Z'))]);
    await expect(engine.area.rejected({ importId: first.importId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await engine.area.rejected({ importId: second.importId })).csv).toContain('Y');
    expect((await engine.area.rejected({ importId: last.importId })).csv).toContain('Z');
  });

  it('stops when told to and keeps nothing', async () => {
    const before = engine.look(contents);
    let text = HEADINGS;
    for (let i = 0; i < 200_000; i++) text += `B${i},S${i % 5},2026-01-05 10:00:00,tea,茶,1,12.50\n`;
    const id = await engine.start([engine.write('big.csv', text)]);
    const waiting = await engine.start([engine.write('orders.csv', JANUARY)]);
    let asked: Promise<unknown> | null = null;
    const end = await engine.follow(id, (progress) => {
      if (progress.rows > 0) asked ??= engine.area.cancel({ importId: id });
    });
    expect(await asked).toEqual({ cancelled: true });
    expect(end).toMatchObject({ state: 'cancelled', failure: { code: 'CANCELLED' } });
    // The next one in the queue is none the worse.
    expect((await engine.follow(waiting)).state).toBe('committed');
    await engine.area.undo({ importId: waiting });
    expect(engine.look(contents)).toBe(before);
    const { imports } = await engine.area.history({ limit: 10 });
    expect(imports.map((record) => record.state)).toEqual(['undone', 'cancelled']);
  });

  /** So many orders of one line each, a day after the other. */
  const orders = (count: number, store: string, days: number) =>
    Array.from({ length: count }, (_, i) => {
      const day = new Date(Date.UTC(2026, 0, 1) + Math.floor((i * days) / count) * 86_400_000)
        .toISOString()
        .slice(0, 10);
      return `${store}${i},${store},${day},tea,茶,1,10`;
    }).join('\n');

  it('leaves nothing that it had put aside, however it ended', async () => {
    const scratch = join(engine.directory, 'data', 'scratch');
    const before = engine.look(contents);
    const file = engine.write('many.csv', `${HEADINGS}${orders(60_000, 'S', 30)}\n`);
    const id = await engine.start([file]);
    let asked: Promise<unknown> | undefined;
    const end = await engine.follow(id, () => {
      if (existsSync(join(scratch, String(id), 'orders'))) asked ??= engine.area.cancel({ importId: id });
    });
    expect(await asked).toEqual({ cancelled: true });
    expect(end).toMatchObject({ state: 'cancelled' });
    expect(readdirSync(scratch)).toEqual([]);
    expect(engine.look(contents)).toBe(before);
    expect(await engine.importFiles([file])).toMatchObject({ state: 'committed', counts: { rows: 60_000 } });
    expect(readdirSync(scratch)).toEqual([]);
    expect(engine.look((db) => compareRollups(db))).toEqual([]);
  });

  it('says that the disk is at fault when nothing can be put aside', async () => {
    writeFileSync(join(engine.directory, 'data', 'scratch'), 'in the way');
    const before = engine.look(contents);
    const end = await engine.importFiles([engine.write('orders.csv', JANUARY)]);
    expect(end).toMatchObject({ state: 'failed', failure: { code: 'DISK_WRITE_FAILED' } });
    expect(engine.look(contents)).toBe(before);
  });

  it.each(['orders', 'rollups'])('fails whole when its %s cannot be put aside, and hangs nowhere', async (name) => {
    const before = engine.look(contents);
    const file = engine.write('many.csv', `${HEADINGS}${orders(30_000, 'S', 30)}\n`);
    const scratch = join(engine.directory, 'data', 'scratch');
    mkdirSync(join(scratch, '1', name), { recursive: true });
    const end = await engine.importFiles([file]);
    expect(end).toMatchObject({ importId: 1, state: 'failed', failure: { code: 'DISK_WRITE_FAILED' } });
    expect(engine.look(contents)).toBe(before);
    expect(readdirSync(scratch)).toEqual([]);
    expect(await engine.importFiles([file])).toMatchObject({ state: 'committed', counts: { rows: 30_000 } });
  });

  it('cancels one that still waits at once, while the one before it goes on', async () => {
    let text = HEADINGS;
    for (let i = 0; i < 60_000; i++) text += `B${i},S${i % 5},2026-01-05 10:00:00,tea,茶,1,12.50\n`;
    const first = await engine.start([engine.write('big.csv', text)]);
    const waiting = await engine.start([engine.write('orders.csv', JANUARY)]);
    let firstEnded = false;
    const ending = engine.follow(first).finally(() => {
      firstEnded = true;
    });
    expect(await engine.area.cancel({ importId: waiting })).toEqual({ cancelled: true });
    expect(firstEnded).toBe(false);
    expect(await engine.follow(waiting)).toMatchObject({ phase: 'done', state: 'cancelled' });
    expect(await engine.area.cancel({ importId: waiting })).toEqual({ cancelled: false });
    expect(await ending).toMatchObject({ state: 'committed', counts: { orders: 60_000 } });
    // Its turn brings nothing of it.
    await engine.importFiles([engine.write('orders.csv', JANUARY)]);
    expect(engine.look((db) => db.prepare('SELECT count(*) FROM orders').pluck().get())).toBe(60_002);
  });

  it('keeps an uploaded file after a check and gives it up with the import', async () => {
    const path = engine.write('upload', JANUARY);
    const fileId = await engine.grants.grantUpload(path, 'orders.csv');
    const { files } = await engine.area.inspect({ files: [{ fileId }] });
    const settings = files[0]!.settings!;
    const run = async (dryRun: boolean) =>
      engine.follow((await engine.area.start({ plan: { files: [{ fileId, settings }] }, dryRun })).importId);
    expect(await run(true)).toMatchObject({ state: 'checked' });
    expect(existsSync(path)).toBe(true);
    expect(await run(false)).toMatchObject({ state: 'committed', counts: { orders: 2 } });
    expect(existsSync(path)).toBe(false);
    await expect(run(false)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  });

  it('leaves a file that somebody chose where it is', async () => {
    const path = engine.write('orders.csv', JANUARY);
    await engine.importFiles([path]);
    expect(existsSync(path)).toBe(true);
  });

  it('refuses a path that was never granted', async () => {
    await expect(engine.area.inspect({ files: [{ fileId: '/etc/passwd' as never }] })).rejects.toMatchObject({
      code: 'FILE_NOT_FOUND',
    });
  });
});
