/** The outbox survives the loss of either of its files. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
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
