/** What is old is forgotten, piece by piece; what waits is not. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prune } from '../../../../src-main/sync/outbox/index.ts';
import { type OutboxWorld, openWorld, PIECE, SHOP } from './outbox-world.ts';

const DAY = 86_400_000;

let world: OutboxWorld;
let pieces: number;
beforeEach(async () => {
  world = await openWorld({ repeat: 'same' });
  pieces = 0;
});
afterEach(() => world.remove());

function pruneNow(): Promise<void> {
  return prune({
    write: async (name, args) => {
      pieces += 1;
      return world.call(name, args as never) as never;
    },
  });
}
const count = (table: string, condition = '1') =>
  world.db.prepare<[], number>(`SELECT count(*) FROM ${table} WHERE ${condition}`).pluck().get();
const timeline = () => world.read('outbox.timeline', { shopId: SHOP, subject: 'L1' }).entries;

describe('pruning the outbox', () => {
  it('keeps an edit of the last 90 days with its changes and its way', async () => {
    world.edit('L1', { price: 500 });
    expect(await world.drained()).toBe(true);
    const before = timeline();
    world.setClock(89 * DAY);
    await pruneNow();
    expect(timeline()).toEqual(before);
    expect(before.length).toBeGreaterThan(0);
    const [edit] = world.db.prepare<[], string>('SELECT id FROM edit').pluck().all();
    expect(world.undo(edit!).changes).toBe(1);
  });

  it('forgets an older edit as a whole, and its way', async () => {
    world.edit('L1', { price: 500, stockDelta: 3 * PIECE });
    expect(await world.drained()).toBe(true);
    world.setClock(91 * DAY);
    await pruneNow();
    for (const table of ['edit', 'edit_item', 'change', 'change_event', 'push_day']) expect(count(table)).toBe(0);
    expect(timeline()).toEqual([]);
    expect(world.listing('L1')).toMatchObject({ price: 500, quantity: 103 * PIECE });
  });

  it('keeps what waits however old it is, with the whole of its edit and its way', async () => {
    world.edit('L2', { price: 700 });
    expect(await world.drained()).toBe(true);
    world.push.pause(true);
    world.edit('L1', { price: 500, stockDelta: 3 * PIECE });
    world.db.exec("UPDATE change SET settled_at = created_at, outcome = 'undone' WHERE kind = 'stock'");
    const before = timeline();
    world.setClock(400 * DAY);
    await pruneNow();
    expect(world.waiting()).toBe(1);
    expect(count('change')).toBe(2);
    expect(count('edit')).toBe(1);
    expect(timeline()).toEqual(before);
  });

  it('keeps a conflict that waits for a decision, and forgets those that were decided long ago', async () => {
    const conflict = world.db.prepare(
      `INSERT INTO conflict (shop_id, lane, kind, change_id, local_at, detected_at, resolution, resolved_at)
       VALUES (1, ?, 'price', '', 0, 0, ?, ?)`,
    );
    conflict.run('open', null, null);
    conflict.run('old', 'local', world.now());
    world.setClock(91 * DAY);
    conflict.run('new', 'local', world.now());
    await pruneNow();
    expect(world.db.prepare('SELECT lane FROM conflict ORDER BY lane').pluck().all()).toEqual(['new', 'open']);
  });

  it('keeps the audit for two years', async () => {
    world.edit('L1', { price: 500 });
    expect(await world.drained()).toBe(true);
    world.setClock(729 * DAY);
    await pruneNow();
    expect(count('audit')).toBe(1);
    world.setClock(731 * DAY);
    await pruneNow();
    expect(count('audit')).toBe(0);
  });

  it('goes on until nothing old is left, a few thousand rows at a time', async () => {
    const rows = 'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)';
    world.db.exec(`
      INSERT INTO change_event (at, lane, event) ${rows} SELECT 0, 'x', 'pulled' FROM n;
      INSERT INTO audit (at, actor, action, subject, details) ${rows} SELECT 0, '', '', '', '{}' FROM n;
    `);
    world.edit('L1', { price: 500 });
    world.setClock(731 * DAY);
    world.db.exec("UPDATE change_event SET at = 731 * 86400000 WHERE lane <> 'x'");
    await pruneNow();
    expect(count('change_event', "lane = 'x'")).toBe(0);
    expect(count('audit', "actor = ''")).toBe(0);
    expect(pieces).toBe(3);
  });

  it('does not bring back from the mirror what was forgotten', async () => {
    world.edit('L1', { price: 500 });
    expect(await world.drained()).toBe(true);
    world.setClock(91 * DAY);
    await pruneNow();
    await world.restart();
    expect(count('change')).toBe(0);
    expect(world.listing('L1').price).toBe(500);
  });
});
