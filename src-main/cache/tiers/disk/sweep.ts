/** Frees what nobody can be given any more, and keeps the file within its bound; a little at a time. */
import type { Database as Sqlite } from 'better-sqlite3';
import type { Stamp } from '../../entry.ts';
import type { Level } from '../../level.ts';
import type { Applier } from './apply.ts';
import type { Invalidations } from './invalidations.ts';

/** Rows that one sweep looks at or drops: some 10 ms of work. */
export const ROWS_A_SWEEP = 500;
/** Once over the bound, so much is freed that it is not over it again with the next batch. */
const DOWN_TO = 0.95;
/** What may wait for Redis; a missed write is a convenience, so that the bound is firm. */
const MISSED_WRITE_BYTES = 64 << 20;
const PAGES_GIVEN_BACK = 2_000;
/** Free pages (of 4 kB) that are kept in the file, for what comes next. */
const FREE_PAGES_KEPT = 8_000;
/** So many dead rows in one step of the walk, and there are likely to be more. */
const MANY = 50;

export interface Sweeper {
  /** Gives whether there is more to do at once. */
  sweep(budget: number, now: number): boolean;
  /** The oldest stamp of all entries; null when there are none. Reads the whole table. */
  oldest(): Stamp | null;
}

interface Candidate {
  /** As text: the one 64-bit number among numbers that fit. */
  readonly hash: string;
  readonly key: string;
  readonly level: Level;
  readonly tags: string;
  readonly stamp: number;
  readonly bytes: number;
}

export function createSweeper(db: Sqlite, applier: Applier, invalidations: Invalidations): Sweeper {
  const gone = db
    .prepare<[number, number], { hash: bigint; bytes: bigint }>(
      'SELECT hash, bytes FROM entry WHERE gone_at <= ? ORDER BY gone_at LIMIT ?',
    )
    .safeIntegers();
  const leastWanted = db
    .prepare<[number], { hash: bigint; bytes: bigint }>('SELECT hash, bytes FROM entry ORDER BY wanted_at LIMIT ?')
    .safeIntegers();
  const next = db.prepare<[bigint, number], Candidate>(
    `SELECT CAST(hash AS TEXT) AS hash, key, level, tags, stamp, bytes FROM entry WHERE hash > ? ORDER BY hash LIMIT ?`,
  );
  const remove = db.prepare('DELETE FROM entry WHERE hash = ?');
  const oldest = db.prepare<[], { stamp: number | null }>('SELECT min(stamp) AS stamp FROM entry');
  const missedBytes = db.prepare<[], { bytes: number | null }>('SELECT sum(bytes) AS bytes FROM missed_write');
  const missedSoonest = db
    .prepare<[number], { hash: bigint; bytes: bigint }>('SELECT hash, bytes FROM missed_write ORDER BY gone_at LIMIT ?')
    .safeIntegers();
  const removeMissed = db.prepare('DELETE FROM missed_write WHERE hash = ?');
  const missedGone = db.prepare('DELETE FROM missed_write WHERE gone_at <= ?');
  /** Where the walk over all rows stands. */
  let position = -(2n ** 63n);

  function drop(rows: readonly { hash: bigint; bytes: number | bigint }[]): void {
    let bytes = 0;
    for (const row of rows) {
      remove.run(row.hash);
      bytes += Number(row.bytes);
    }
    applier.removed(rows.length, bytes);
  }

  /** Gives whether it met so many that the walk should go on at once. */
  function dropOvertaken(): boolean {
    const rows = next.all(position, ROWS_A_SWEEP);
    const last = rows.at(-1);
    position = last && rows.length === ROWS_A_SWEEP ? BigInt(last.hash) : -(2n ** 63n);
    const overtaken = rows.filter((row) => invalidations.overtook({ ...row, tags: JSON.parse(row.tags) as string[] }));
    drop(overtaken.map(({ hash, bytes }) => ({ hash: BigInt(hash), bytes })));
    return overtaken.length > MANY;
  }

  /** Gives whether the file is still over its bound. */
  function dropLeastWanted(budget: number): boolean {
    let over = applier.use().bytes - budget * DOWN_TO;
    if (applier.use().bytes <= budget) return false;
    const victims = [];
    for (const row of leastWanted.all(ROWS_A_SWEEP)) {
      if (over <= 0) break;
      victims.push(row);
      over -= Number(row.bytes);
    }
    drop(victims);
    return over > 0;
  }

  function dropMissed(now: number): void {
    missedGone.run(now);
    let over = (missedBytes.get()?.bytes ?? 0) - MISSED_WRITE_BYTES;
    if (over <= 0) return;
    for (const { hash, bytes } of missedSoonest.all(ROWS_A_SWEEP)) {
      if (over <= 0) break;
      removeMissed.run(hash);
      over -= Number(bytes);
    }
  }

  const step = db.transaction((budget: number, now: number): boolean => {
    const expired = gone.all(now, ROWS_A_SWEEP);
    drop(expired);
    const many = dropOvertaken();
    dropMissed(now);
    return dropLeastWanted(budget) || many || expired.length === ROWS_A_SWEEP;
  });

  return {
    sweep(budget, now) {
      try {
        const more = step.immediate(budget, now);
        const free = Number(db.pragma('freelist_count', { simple: true }));
        if (free > FREE_PAGES_KEPT) db.pragma(`incremental_vacuum(${PAGES_GIVEN_BACK})`);
        return more;
      } catch (error) {
        applier.recount();
        throw error;
      }
    },
    oldest: () => oldest.get()?.stamp ?? null,
  };
}
