/** The outbox survives the loss of either of its files. */
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWritable } from '../../../../src-main/database/index.ts';
import { type OutboxWorld, openWorld, PIECE, SHOP } from './outbox-world.ts';

let world: OutboxWorld;
beforeEach(async () => {
  world = await openWorld({ repeat: 'read-back' });
});
afterEach(() => world.remove());

const mirrorFile = () => join(world.directory, 'outbox.db');
function loseMirror(): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${mirrorFile()}${suffix}`, { force: true });
}
function waitOffline(): void {
  world.push.pause(true);
  world.edit('L1', { price: 500, stockDelta: 3 * PIECE });
}

/** What waits and its edits, without what SQLite numbers by itself. */
function outbox(): readonly unknown[] {
  const rows = (sql: string) => world.db.prepare(sql).all();
  return [
    ...rows('SELECT * FROM change ORDER BY id'),
    ...rows('SELECT * FROM edit ORDER BY id'),
    ...rows('SELECT * FROM edit_item ORDER BY edit_id, product_id'),
  ];
}

const PAGE = 4_096;
/** The first byte of a page of rows that no other page hangs on: https://sqlite.org/fileformat2.html#b_tree_pages. */
const LEAF = 0x0a;

/** In the middle of a closed file a page of changes is gone. */
function overwriteChanges(file: string): void {
  const bytes = readFileSync(file);
  let at = Math.floor(bytes.length / PAGE / 2) * PAGE;
  // Only a change's body begins with its row.
  while (at < bytes.length && !(bytes[at] === LEAF && bytes.subarray(at, at + PAGE).includes('{"row":'))) at += PAGE;
  expect(at).toBeLessThan(bytes.length);
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(PAGE, 0xff), 0, PAGE, at);
  closeSync(handle);
}

/** Writes to a closed file without anybody's hearing of it. */
function damage(file: string, sql: string): void {
  const db = openWritable(file);
  db.pragma('foreign_keys = OFF');
  db.exec(sql);
  db.close();
}

describe('the mirror of the outbox', () => {
  it('has an edit by the time that it is answered', () => {
    waitOffline();
    const { main, mirrored } = world.states();
    expect(main).toHaveLength(2);
    expect(mirrored).toEqual(main);
  });

  it('is made anew when it was lost while nothing ran', async () => {
    waitOffline();
    await world.restart(loseMirror);
    expect(world.states().mirrored).toEqual(world.states().main);
  });

  it('is made anew when it is taken away while it is open', () => {
    waitOffline();
    loseMirror();
    world.edit('L2', { price: 7 });
    expect(world.states().main).toHaveLength(3);
    expect(world.states().mirrored).toEqual(world.states().main);
  });

  it.each([
    ['rubbish', (file: string) => writeFileSync(file, 'x'.repeat(8_192))],
    ['a file of another layout', (file: string) => makeLayout(file, 99)],
  ])('is set aside when it is %s, and made anew', async (_, damage) => {
    waitOffline();
    await world.restart(() => {
      loseMirror();
      damage(mirrorFile());
    });
    expect(world.states().mirrored).toEqual(world.states().main);
    const [folder] = readdirSync(join(world.directory, 'damaged'));
    expect(existsSync(join(world.directory, 'damaged', folder!, 'outbox.db'))).toBe(true);
  });

  it('holds nobody up while it cannot be written, and catches up', async () => {
    await world.restart(() => {
      loseMirror();
      mkdirSync(mirrorFile());
    });
    waitOffline();
    expect(world.waiting()).toBe(2);
    rmdirSync(mirrorFile());
    world.edit('L2', { price: 7 });
    expect(world.states().main).toHaveLength(3);
    expect(world.states().mirrored).toEqual(world.states().main);
  });

  it('puts back what waits, with its edit and once, into an older copy of the database', async () => {
    world.backUp();
    world.edit('L2', { stockDelta: -4 * PIECE, price: 900 });
    expect(await world.drained()).toBe(true);
    waitOffline();
    await world.restart(world.putBackupBack);
    expect(world.db.prepare('SELECT list_price FROM product WHERE code = ?').pluck().get('L1')).toBe(500);
    expect(world.stock('L1')).toBe(103 * PIECE);
    await world.restart();
    expect(world.stock('L1')).toBe(103 * PIECE);
    expect(await world.drained()).toBe(true);
    world.pull();
    expect(world.model.writes).toHaveLength(4);
    for (const [id, price, pieces] of [
      ['L1', 500, 103],
      ['L2', 900, 96],
    ] as const) {
      expect(world.model.listings.get(id)).toMatchObject({ price, quantity: pieces * PIECE });
      expect(world.stock(id)).toBe(pieces * PIECE);
    }
    expect(world.db.prepare("SELECT count(*) FROM sync_log WHERE event = 'outbox-recovered'").pluck().get()).toBe(1);
  });

  it("brings back staff's own prices and names that were sent after an older copy was made", async () => {
    world.backUp();
    world.edit('L2', { price: 800, name: 'Oolong' });
    expect(await world.drained()).toBe(true);
    world.edit('L2', { price: 900, stockDelta: PIECE });
    expect(await world.drained()).toBe(true);
    const sent = world.model.writes.length;
    await world.restart(world.putBackupBack);
    const product = world.db.prepare('SELECT name, list_price FROM product WHERE code = ?').get('L2');
    expect(product).toEqual({ name: 'Oolong', list_price: 900 });
    expect(world.listing('L2')).toMatchObject({ price: 900, title: 'Oolong', quantity: 101 * PIECE });
    expect(world.stock('L2')).toBe(101 * PIECE);
    expect(await world.drained()).toBe(true);
    expect(world.model.writes).toHaveLength(sent);
  });

  it('does not send again what an older copy of the database takes for waiting', async () => {
    waitOffline();
    world.backUp();
    world.push.pause(false);
    expect(await world.drained()).toBe(true);
    await world.restart(world.putBackupBack);
    expect(world.waiting()).toBe(0);
    expect(await world.drained()).toBe(true);
    world.pull();
    expect(world.model.writes).toHaveLength(2);
    expect(world.stock('L1')).toBe(103 * PIECE);
    expect(world.listing('L1')).toMatchObject({ price: 500, quantity: 103 * PIECE });
  });

  it('takes an edit back again that was taken back after the copy was made', async () => {
    world.push.pause(true);
    const { editId } = world.edit('L1', { stockDelta: 3 * PIECE });
    world.backUp();
    world.undo(editId);
    await world.restart(world.putBackupBack);
    expect(world.stock('L1')).toBe(100 * PIECE);
    expect(world.waiting()).toBe(0);
  });

  it('keeps what is of a shop that the database does not know, until it is connected', async () => {
    world.backUp();
    const before = openWritable(`${world.file}.copy`);
    before.exec('DELETE FROM shop; DELETE FROM listing');
    before.close();
    waitOffline();
    await world.restart(() => {
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${world.file}${suffix}`, { force: true });
      copyFileSync(`${world.file}.copy`, world.file);
    });
    expect(world.waiting()).toBe(0);
    expect(world.call('outbox.open', { again: false })).toMatchObject({ homeless: 2 });
    world.db.exec(`INSERT INTO shop (id, platform, remote_shop_id, title, store_id, base_url, state, connected_at)
      VALUES (7, 'taobao', 'S', 'Shop', 1, 'https://example.com', 'active', 0)`);
    expect(world.call('outbox.open', { again: true })).toMatchObject({ putBack: 2, homeless: 0 });
    expect(world.db.prepare('SELECT DISTINCT shop_id, lane FROM change').raw().all()).toEqual([[7, 'listing:7/L1']]);
    expect(SHOP).not.toBe(7);
  });

  it.each([
    ['what a change says', "UPDATE change SET value = '501' WHERE kind = 'price'"],
    ['that a change waits', 'UPDATE change SET settled_at = 0'],
    ['how often a change was in another state', 'UPDATE change SET rev = 0'],
    ['the id of a change', "UPDATE change SET id = 'x' || substr(id, 2) WHERE kind = 'stock'"],
    ['the lane of a change', "UPDATE change SET lane = 'listing:1/L2'"],
    ['the edit of a change', "UPDATE change SET edit_id = 'another' WHERE kind = 'stock'"],
    ['the id of an edit', "UPDATE edit SET id = 'another'"],
    ['the store of an edit', 'UPDATE edit SET store_id = 2'],
    ['what an edit did', 'UPDATE edit_item SET stock_delta = 4000'],
    ['whose an edit was', "UPDATE edit_item SET edit_id = 'another'"],
  ])('knows %s where the database says something else, and it is done once', async (_, sql) => {
    waitOffline();
    const before = outbox();
    await world.restart(() => damage(world.file, sql));
    expect(outbox()).toEqual(expect.arrayContaining([...before]));
    expect(world.states().mirrored).toEqual(world.states().main);
    expect(await world.drained()).toBe(true);
    expect(world.model.writes).toHaveLength(2);
    expect(world.model.listings.get('L1')).toMatchObject({ price: 500, quantity: 103 * PIECE });
    expect(world.stock('L1')).toBe(103 * PIECE);
  });

  it.each([
    ['what a change says', "UPDATE mirrored_change SET body = replace(body, '500', '501')"],
    ['that a change waits', 'UPDATE mirrored_change SET settled_at = 0'],
    ['how often a change was in another state', 'UPDATE mirrored_change SET rev = rev + 4'],
    ['the id of a change', "UPDATE mirrored_change SET id = 'x' || substr(id, 2) WHERE seq = 1"],
    ['what an edit did', "UPDATE mirrored_edit SET body = replace(body, '3000', '3001')"],
    ['its own checksums', 'UPDATE mirrored_change SET sum = sum + 1; UPDATE mirrored_edit SET sum = sum + 1'],
  ])('is put right where it is the one that says %s otherwise', async (_, sql) => {
    world.backUp();
    waitOffline();
    const before = outbox();
    await world.restart(() => damage(mirrorFile(), sql));
    expect(outbox()).toEqual(before);
    expect(world.states().mirrored).toEqual(expect.arrayContaining(world.states().main));
    // By now it is good enough to be all that is left.
    await world.restart(world.putBackupBack);
    expect(outbox()).toHaveLength(before.length);
    expect(await world.drained()).toBe(true);
    expect(world.model.listings.get('L1')).toMatchObject({ price: 500, quantity: 103 * PIECE });
    expect(world.model.writes).toHaveLength(2);
  });

  it('keeps what is whole of a mirror that is damaged, also what nothing but it has', async () => {
    world.backUp();
    for (let edits = 0; edits < 400; edits++) world.edit('L1', { price: 1_000 + edits });
    world.push.pause(true);
    waitOffline();
    const before = world.waiting();
    await world.restart(() => {
      world.putBackupBack();
      overwriteChanges(mirrorFile());
    });
    expect(world.waiting()).toBeGreaterThan(before / 10);
    expect(world.waiting()).toBeLessThan(before);
    const [folder] = readdirSync(join(world.directory, 'damaged'));
    expect(existsSync(join(world.directory, 'damaged', folder!, 'outbox.db'))).toBe(true);
  });

  it('mirrors a database whose commits are on the disk when they return', () => {
    const opened = openWritable(join(world.directory, 'another.db'));
    expect(opened.pragma('synchronous', { simple: true })).toBe(2);
    opened.close();
  });
});

function makeLayout(file: string, layout: number): void {
  const db = openWritable(file);
  db.pragma(`user_version = ${layout}`);
  db.close();
}
