/** The cache's file locked by another process, on a full disk, and damaged. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { createFolder } from '../../integration/cache/core/disk-cache.ts';
import { openShop, startWholePc, stockOf, upToDate } from '../../integration/cache/core/whole-pc.ts';
import { smallDisk } from '../../integration/cache/tiers/small-disk.ts';
import { startRedis } from '../../redis/index.ts';
import { until } from '../../waiting/index.ts';
import { type BenchRow, plainRow } from '../bench.ts';
import { HELD, readRows, recoveryRows, warmUp } from './reads.ts';
import { FIRST_NEW, SHOP_PAUSE } from './redis-faults.ts';

const CHANGED = HELD.slice(0, 200);

interface Place {
  readonly file: string;
  /** Begins the fault; gives what ends it. */
  begin(): () => unknown;
  remove(): void;
}

function locked(): Place {
  const folder = createFolder();
  return {
    file: folder.file,
    begin() {
      const other = new SqliteDatabase(folder.file);
      other.exec('BEGIN EXCLUSIVE');
      return () => {
        other.exec('ROLLBACK');
        other.close();
      };
    },
    remove: folder.remove,
  };
}

/** A tmpfs of 12 MB: needs root. */
function full(): Place {
  const small = smallDisk(12);
  return {
    file: join(small.directory, 'cache.db'),
    begin() {
      small.fill();
      return () => rmSync(join(small.directory, 'filler'));
    },
    remove: small.remove,
  };
}

/** Redis is not there at all, so that only the file can give back after a restart what it should not. */
async function measure(name: string, place: Place): Promise<BenchRow[]> {
  const server = await startRedis();
  const shop = openShop(SHOP_PAUSE);
  const options = { shop, folder: place, redis: server };
  const pc = await startWholePc(options);
  try {
    await upToDate(pc);
    await warmUp(pc);
    await pc.cache.settled();

    const end = place.begin();
    const rows = await readRows(name, pc, shop, FIRST_NEW);
    shop.version = 2;
    await Promise.all(CHANGED.map((item) => pc.cache.invalidate([`item:${item}`])));

    end();
    const over = performance.now();
    await until(pc.upToDate, 'the file is written again');
    const applied = performance.now() - over;
    await pc.cache.close();
    await server.kill();
    const again = await startWholePc(options);
    const answers = await again.stock.getMany(CHANGED);
    const lost = answers.filter(({ value }, at) => value !== stockOf(CHANGED[at]!, 2)).length;
    await again.cache.close();
    return [...rows, ...recoveryRows(name, applied, { missed: CHANGED.length, lost })];
  } finally {
    await server.stop();
    place.remove();
  }
}

async function damaged(): Promise<BenchRow[]> {
  const name = 'cache.db damaged';
  const folder = createFolder();
  const server = await startRedis();
  writeFileSync(folder.file, Buffer.alloc(64_000, 'not a database '));
  const shop = openShop(SHOP_PAUSE);
  const began = performance.now();
  const pc = await startWholePc({ shop, folder, redis: server });
  try {
    const started = performance.now() - began;
    await warmUp(pc);
    const rows = await readRows(name, pc, shop, FIRST_NEW);
    await upToDate(pc);
    return [...rows, plainRow({ case: name, metric: 'start beside it', value: started, unit: 'ms' })];
  } finally {
    await pc.cache.close();
    await server.stop();
    folder.remove();
  }
}

export const diskFaults = [
  () => measure('cache.db locked', locked()),
  () => measure('disk full', full()),
  damaged,
] as const;
