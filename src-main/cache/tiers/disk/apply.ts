/** Carries out a batch of operations in one transaction. What it leaves behind names no stamp that the file does not know. */
import type { Database as Sqlite } from 'better-sqlite3';
import { packJson } from '../../codec/index.ts';
import { toRow } from './entry-row.ts';
import { createGiveWay } from './give-way.ts';
import type { Invalidations } from './invalidations.ts';
import { hashKey } from './key-hash.ts';
import { type DiskOperation, type DiskUse, floorMark, MARK_STAMP, MOST_OPERATIONS } from './operation.ts';

/** These must outlive a power failure, for somebody was told that they are done. */
const DURABLE: ReadonlySet<DiskOperation['type']> = new Set(['invalidate', 'raise', 'miss-invalidation', 'miss-write']);

export interface Applier {
  /** Applies all or nothing. @throws what SQLite throws. */
  apply(operations: readonly DiskOperation[]): void;
  use(): DiskUse;
  /** Counts afresh what the file holds. */
  recount(): void;
  /** Notes rows that were removed otherwise. */
  removed(entries: number, bytes: number): void;
}

/** Prepares the statements of an open file. `invalidations` is kept in step with the table of them. */
export function createApplier(db: Sqlite, invalidations: Invalidations): Applier {
  const find = db.prepare<[bigint], { key: string; stamp: number; bytes: number }>(
    'SELECT key, stamp, bytes FROM entry WHERE hash = ?',
  );
  const write = db.prepare(`
    INSERT OR REPLACE INTO entry VALUES (@hash, @key, @level, @family, @tags, @store_id, @stamp, @born_at, @fresh_until,
      @gone_at, @load_milliseconds, @version, @missing, @bytes, @wanted_at, @checksum, @payload)`);
  const want = db.prepare('UPDATE entry SET wanted_at = ? WHERE hash = ? AND wanted_at < ?');
  const invalidate = db.prepare(`
    INSERT INTO invalidation VALUES (?, ?) ON CONFLICT DO UPDATE SET stamp = max(stamp, excluded.stamp)`);
  const forget = db.prepare('DELETE FROM invalidation WHERE stamp <= ?');
  const setMark = db.prepare('INSERT OR REPLACE INTO mark VALUES (?, ?)');
  const raiseMark = db.prepare(`
    INSERT INTO mark VALUES (?, ?) ON CONFLICT DO UPDATE SET value = max(value, excluded.value)`);
  const addPoint = db.prepare('INSERT OR REPLACE INTO history VALUES (?, ?)');
  const dropPoints = db.prepare('DELETE FROM history WHERE at < ?');
  const missWrite = db.prepare(`
    INSERT INTO missed_write VALUES (@hash, @stamp, @goneAt, @bytes, @run, @sequence, @record)
    ON CONFLICT DO UPDATE SET stamp = excluded.stamp, gone_at = excluded.gone_at, bytes = excluded.bytes,
      run = excluded.run, sequence = excluded.sequence, record = excluded.record
    WHERE excluded.stamp >= stamp`);
  const deliverWrite = db.prepare('DELETE FROM missed_write WHERE hash = ? AND stamp <= ?');
  const missInvalidation = db.prepare(`
    INSERT INTO missed_invalidation VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET stamp = max(stamp, excluded.stamp)`);
  const deliverInvalidation = db.prepare('DELETE FROM missed_invalidation WHERE kind = ? AND name = ? AND stamp <= ?');
  const count = db.prepare<[], { entries: number; bytes: number }>(
    'SELECT count(*) AS entries, ifnull(sum(bytes), 0) AS bytes FROM entry',
  );
  const countMissed = db.prepare<[], { missed: number }>('SELECT count(*) AS missed FROM missed_write');

  let entries = 0;
  let bytes = 0;
  let missedWrites = 0;

  function writeEntry({ entry, wantedAt }: Extract<DiskOperation, { type: 'write' }>): number {
    if (invalidations.overtook(entry)) return 0;
    // Who waited for the answer has not waited for that.
    const row = toRow({ ...entry, payload: packJson(entry.payload) }, wantedAt);
    const before = find.get(row.hash);
    if (before && before.key === row.key && before.stamp > row.stamp) return 0;
    write.run(row);
    entries += before ? 0 : 1;
    bytes += row.bytes - (before?.bytes ?? 0);
    return row.stamp;
  }

  /** Gives the greatest stamp that the operation has brought into the file. */
  function one(operation: DiskOperation): number {
    switch (operation.type) {
      case 'write':
        return writeEntry(operation);
      case 'want':
        for (const key of operation.keys) want.run(operation.at, hashKey(key), operation.at);
        return 0;
      case 'invalidate':
        for (const tag of operation.tags) invalidate.run(tag, operation.stamp);
        invalidations.note(operation.tags, operation.stamp);
        return operation.stamp;
      case 'raise':
        raiseMark.run(floorMark(operation.level), operation.stamp);
        if (operation.level === null) forget.run(operation.stamp);
        invalidations.raise(operation.level, operation.stamp);
        return operation.stamp;
      case 'mark':
        setMark.run(operation.name, operation.value);
        return 0;
      case 'history':
        addPoint.run(operation.at, operation.point);
        dropPoints.run(operation.keepSince);
        return 0;
      case 'miss-write': {
        const { key, stamp, goneAt, heard, record } = operation;
        missWrite.run({
          hash: hashKey(key),
          stamp,
          goneAt: Math.floor(goneAt),
          bytes: record.length,
          run: heard?.run ?? null,
          sequence: heard?.sequence ?? null,
          record,
        });
        return stamp;
      }
      case 'deliver-write':
        deliverWrite.run(hashKey(operation.key), operation.stamp);
        return 0;
      case 'miss-invalidation':
        missInvalidation.run(operation.kind, operation.name, operation.stamp);
        return operation.stamp;
      case 'deliver-invalidation':
        deliverInvalidation.run(operation.kind, operation.name, operation.stamp);
        return 0;
    }
  }

  const all = db.transaction((operations: readonly DiskOperation[]) => {
    let greatest = 0;
    // Somebody waits for all but the writing of entries; and where these fill batches, the file must keep up with them.
    const unhurried = operations.length < MOST_OPERATIONS && operations.every(({ type }) => type === 'write');
    const giveWay = unhurried ? createGiveWay() : null;
    for (const operation of operations) {
      greatest = Math.max(greatest, one(operation));
      giveWay?.();
    }
    if (greatest > 0) raiseMark.run(MARK_STAMP, greatest);
    missedWrites = countMissed.get()?.missed ?? 0;
  });

  function recount(): void {
    const now = count.get();
    entries = now?.entries ?? 0;
    bytes = now?.bytes ?? 0;
    missedWrites = countMissed.get()?.missed ?? 0;
  }

  recount();
  return {
    apply(operations) {
      db.pragma(`synchronous = ${operations.some(({ type }) => DURABLE.has(type)) ? 'FULL' : 'NORMAL'}`);
      try {
        all.immediate(operations);
      } catch (error) {
        recount();
        throw error;
      }
    },
    use: () => ({ entries, bytes, missedWrites }),
    recount,
    removed(fewer, fewerBytes) {
      entries -= fewer;
      bytes -= fewerBytes;
    },
  };
}
