import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReadable } from '../../../src-main/database/index.ts';
import { seeded } from '../../virtual-time/index.ts';
import { flipByte } from './kill/flip.ts';
import type { HubProcess } from './kill/hub-process.ts';
import { sharedRedis } from './kill/services.ts';
import { createStaff, type Told } from './kill/staff.ts';
import { compareWithTruth, lostEdits } from './kill/truth.ts';
import { createKillWorld, isSettled, type KillWorld, middle, until } from './kill/world.ts';

/** `MENDIAN_FLIPS=100` for the full count; `MENDIAN_SEED` to repeat a run's choices. */
const FLIPS = Number(process.env.MENDIAN_FLIPS ?? 2);
const SEED = Number(process.env.MENDIAN_SEED ?? 7);
const START_MILLISECONDS = 10_000;
const WORK_MILLISECONDS = 800;

const random = seeded(SEED);
const told: Told = { acknowledged: new Map(), unanswered: 0, refused: [], sent: new Set() };
let world: KillWorld;

/** Shops that are paused keep everything in the outbox; the backup is older than all of it. */
beforeAll(async () => {
  world = await createKillWorld(random, [await sharedRedis()]);
  const hub = await world.start();
  await pauseAll(hub, true);
  await hub.ask('POST', '/system/backups', {});
  await edit(hub);
  await hub.kill('SIGKILL');
  keepOutbox(told);
}, 60_000);
afterAll(() => world.remove());

async function pauseAll(hub: HubProcess, paused: boolean): Promise<void> {
  for (const { shopId } of world.shops) await hub.ask('POST', '/sync/pause', { paused, shopId });
}

async function edit(hub: HubProcess, toldNow = told): Promise<void> {
  const staff = createStaff(world.shops, toldNow, random);
  const working = staff.work(hub);
  await new Promise((resolve) => setTimeout(resolve, WORK_MILLISECONDS));
  staff.stop();
  await working;
}

/** What no platform is told of lies in the database alone, and is as old as its backup where that takes its place. */
function keepOutbox({ acknowledged }: Told): void {
  for (const [editId, changes] of acknowledged) if (changes === 0) acknowledged.delete(editId);
}

/** The same past for every flip. */
function copyOfData(name: string): string {
  const directory = `${world.directory}-${name}`;
  cpSync(world.directory, directory, { recursive: true });
  return directory;
}

/** The outbox as the files have it when the hub has ended. */
function outboxOf(directory: string, toldNow: Told): readonly string[] {
  const db = openReadable(join(directory, 'mendian.db'));
  try {
    // What a start looks at: pages and their structure, not whether an index names each row.
    const integrity = String(db.pragma('quick_check', { simple: true }));
    return [...(integrity === 'ok' ? [] : [integrity]), ...lostEdits(db, toldNow)];
  } finally {
    db.close();
  }
}

describe('a database of which a byte is another', () => {
  it(
    `comes up with every change that was acknowledged, ${FLIPS} times`,
    async () => {
      let restored = 0;
      const starts: number[] = [];
      for (let flip = 0; flip < FLIPS; flip++) {
        const directory = copyOfData(`flip-${flip}`);
        const database = join(directory, 'mendian.db');
        const toldNow: Told = { ...told, acknowledged: new Map(told.acknowledged) };
        // Every other one befalls a hub that runs, and that staff go on editing in.
        const isRunning = flip % 2 === 1;
        let where = isRunning ? '' : flipByte(database, random);
        let hub = await world.start(directory);
        if (isRunning) {
          where = `${flipByte(database, random)}, while the hub ran`;
          await edit(hub, toldNow);
          keepOutbox(toldNow);
          await hub.kill('SIGKILL');
          hub = await world.start(directory);
        }
        const when = `seed ${SEED}, flip ${flip}: ${where}`;
        starts.push(hub.startedIn);
        const info = await hub.ask<{ recovered?: unknown }>('GET', '/system/info');
        if (info.recovered) restored += 1;
        await hub.kill('SIGTERM');
        expect(outboxOf(directory, toldNow), when).toEqual([]);
        rmSync(directory, { recursive: true, force: true });
      }
      console.log(
        `${FLIPS} flips, seed ${SEED}: ${restored} restored from the backup, ${told.acknowledged.size} edits`,
      );
      // Timed where a computer has nothing else to do: in the full count by hand.
      if (FLIPS >= 100) expect(middle(starts)).toBeLessThanOrEqual(START_MILLISECONDS);
    },
    FLIPS * 40_000,
  );

  it('is replaced by its backup, and sends each change of its outbox once', async () => {
    const database = join(world.directory, 'mendian.db');
    // The first page: no doubt that it is damaged.
    for (let n = 0; n < 64; n++) flipByte(database, () => (random() * 100) / 1e6);
    const hub = await world.start();
    await pauseAll(hub, false);
    const began = new Date().toISOString();
    await until(hub, (state) => isSettled(state, began));
    await hub.kill('SIGTERM');
    const { differences, writes } = compareWithTruth(world, told);
    expect(differences, `seed ${SEED}`).toEqual([]);
    expect(writes).toBeGreaterThan(0);
  }, 150_000);
});
