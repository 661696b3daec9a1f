import { cpSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReadable } from '../../../src-main/database/index.ts';
import { seeded } from '../../virtual-time/index.ts';
import { flipBit, flipSomewhere } from './kill/flip.ts';
import type { HubProcess } from './kill/hub-process.ts';
import { differencesInOutbox, type OutboxRows, outboxOf } from './kill/outbox-rows.ts';
import { sharedRedis } from './kill/services.ts';
import { createStaff, type Told } from './kill/staff.ts';
import { compareWithTruth, lostEdits } from './kill/truth.ts';
import { createKillWorld, isSettled, type KillWorld, middle, untilSync } from './kill/world.ts';

/** `MENDIAN_FLIPS=100` for the full count; `MENDIAN_SEED` to repeat a run's choices. */
const FLIPS = Number(process.env.MENDIAN_FLIPS ?? 2);
const SEED = Number(process.env.MENDIAN_SEED ?? 7);
const START_MILLISECONDS = 10_000;
const EDITS = 25;
const PATIENCE_MILLISECONDS = 20_000;
/** A long run tells how far it is. */
const TOLD_EVERY = 10;

const random = seeded(SEED);
const told: Told = { acknowledged: new Map(), unanswered: 0, refused: [], sent: new Set() };
let world: KillWorld;
/** Older than all edits. */
let firstBackup: string;
/** What no flip may change. */
let saved: OutboxRows;

/** Shops that are paused keep everything in the outbox; the backup is older than all of it. */
beforeAll(async () => {
  world = await createKillWorld(random, [await sharedRedis()]);
  const hub = await world.start();
  await pauseAll(hub, true);
  firstBackup = await backUp(hub);
  await edit(hub);
  await hub.kill('SIGKILL');
  keepOutbox(told);
  const copy = copyOfData('as-it-was');
  saved = outboxOf(copy);
  rmSync(copy, { recursive: true });
}, 60_000);
afterAll(() => world.remove());

async function pauseAll(hub: HubProcess, paused: boolean): Promise<void> {
  for (const { shopId } of world.shops) await hub.ask('POST', '/sync/pause', { paused, shopId });
}

async function backUp(hub: HubProcess): Promise<string> {
  const { fileName } = await hub.ask<{ fileName: string }>('POST', '/system/backups', {});
  return fileName;
}

async function edit(hub: HubProcess, toldNow = told): Promise<void> {
  const staff = createStaff(world.shops, toldNow, random);
  let edits = 0;
  // A hub that mends itself says no meanwhile; one that never gets well is found out by what it is started with next.
  const patience = setTimeout(staff.stop, PATIENCE_MILLISECONDS);
  await staff.work(hub, () => {
    edits += 1;
    if (edits === EDITS) staff.stop();
  });
  clearTimeout(patience);
}

/** What no platform is told of lies in the database alone, and is as old as its backup where that takes its place. */
function keepOutbox({ acknowledged }: Told): void {
  for (const [editId, changes] of acknowledged) if (changes === 0) acknowledged.delete(editId);
}

/** The same past for every flip. Nothing is sent from it: that a shop is paused is one of the things that a flip may change. */
function copyOfData(name: string): string {
  const directory = `${world.directory}-${name}`;
  cpSync(world.directory, directory, { recursive: true });
  const file = join(directory, 'config.json');
  const settings = JSON.parse(readFileSync(file, 'utf8')) as { sync: object };
  writeFileSync(file, JSON.stringify({ ...settings, sync: { ...settings.sync, enabled: false } }));
  return directory;
}

/** Everything that is not as it should be in the files of a hub that has ended. */
function differencesIn(directory: string, toldNow: Told): readonly string[] {
  const db = openReadable(join(directory, 'mendian.db'));
  try {
    const integrity = String(db.pragma('integrity_check', { simple: true }));
    return [...(integrity === 'ok' ? [] : [integrity]), ...lostEdits(db, toldNow)];
  } finally {
    db.close();
  }
}

describe('data of which a byte is another', () => {
  it(
    `come up with every change that was acknowledged, ${FLIPS} times`,
    async () => {
      let restored = 0;
      const starts: number[] = [];
      for (let flip = 0; flip < FLIPS; flip++) {
        const directory = copyOfData(`flip-${flip}`);
        const toldNow: Told = { ...told, acknowledged: new Map(told.acknowledged) };
        // Every other one befalls a hub that runs, and that staff go on editing in.
        const isRunning = flip % 2 === 1;
        let where = isRunning ? '' : flipSomewhere(directory, random);
        let hub = await world.start(directory);
        if (isRunning) {
          where = `${flipSomewhere(directory, random)}, while the hub ran`;
          await edit(hub, toldNow);
          keepOutbox(toldNow);
          await hub.kill('SIGKILL');
          hub = await world.start(directory);
        }
        const when = `seed ${SEED}, flip ${flip}: ${where}`;
        starts.push(hub.startedIn);
        // Looks through all of it, as is done by itself a while after the start.
        await backUp(hub);
        const info = await hub.ask<{ recovered?: unknown }>('GET', '/system/info');
        if (info.recovered) restored += 1;
        await hub.kill('SIGTERM');
        expect(differencesIn(directory, toldNow), when).toEqual([]);
        expect(differencesInOutbox(saved, outboxOf(directory)), when).toEqual([]);
        rmSync(directory, { recursive: true, force: true });
        if ((flip + 1) % TOLD_EVERY === 0) console.log(`${flip + 1} flips, ${restored} restored from the backup`);
      }
      console.log(
        `${FLIPS} flips, seed ${SEED}: ${restored} restored from the backup, ${told.acknowledged.size} edits, ${saved.changes.size} changes`,
        { slowestStart: Math.round(Math.max(...starts)) },
      );
      // Timed where a computer has nothing else to do: in the full count by hand.
      if (FLIPS >= 100) expect(middle(starts)).toBeLessThanOrEqual(START_MILLISECONDS);
    },
    FLIPS * 40_000,
  );
});

describe('a database that a backup takes the place of while the hub runs', () => {
  it('because it is damaged where nobody looked: what waits is there at once, though nobody writes', async () => {
    const directory = copyOfData('damaged');
    const hub = await world.start(directory);
    flipPageOfOrders(directory);
    // Looks through all of it, as is done by itself a while after the start.
    await backUp(hub);
    expect(await hub.ask('GET', '/system/info')).toMatchObject({ recovered: { reason: 'damaged' } });
    await hub.kill('SIGTERM');
    expectWhole(directory);
  }, 60_000);

  it('because staff chose it: what waits is there at once, though nobody writes', async () => {
    const directory = copyOfData('restored');
    const hub = await world.start(directory);
    await hub.ask('POST', `/system/backups/${firstBackup}/restore`, {});
    await hub.kill('SIGTERM');
    expectWhole(directory);
  }, 60_000);

  function expectWhole(directory: string): void {
    expect(differencesIn(directory, told)).toEqual([]);
    expect(differencesInOutbox(saved, outboxOf(directory))).toEqual([]);
    rmSync(directory, { recursive: true, force: true });
  }

  /** A page says in its first byte what it is. */
  function flipPageOfOrders(directory: string): void {
    const file = join(directory, 'mendian.db');
    const db = openReadable(file);
    const root = db.prepare<[], number>("SELECT rootpage FROM sqlite_schema WHERE name = 'orders'").pluck().get()!;
    const pageSize = Number(db.pragma('page_size', { simple: true }));
    db.close();
    flipBit(file, (root - 1) * pageSize, 0);
  }
});

describe('a database that is lost while changes wait', () => {
  const database = () => join(world.directory, 'mendian.db');

  it.each([
    ['all rubbish', () => fillFiles(database())],
    ['removed with its log', () => removeFiles(database())],
    ['removed, and its log is there', () => rmSync(database())],
  ])(
    '%s: its backup takes its place, and each change is sent once',
    async (_, lose) => {
      let hub = await world.start();
      await pauseAll(hub, true);
      await edit(hub);
      await hub.kill('SIGKILL');
      keepOutbox(told);
      lose();
      hub = await world.start();
      expect(await hub.ask('GET', '/system/info')).toMatchObject({ recovered: { from: expect.any(String) } });
      await sendAll(hub);
    },
    60_000,
  );

  it('restored from a backup by staff: what waits is sent once', async () => {
    const hub = await world.start();
    await pauseAll(hub, true);
    const backup = await backUp(hub);
    await edit(hub);
    keepOutbox(told);
    await hub.ask('POST', `/system/backups/${backup}/restore`, {});
    await sendAll(hub);
  }, 60_000);

  it('restored from a backup that is older than all that was sent: nothing is sent again', async () => {
    const hub = await world.start();
    const sent = () => world.shops.map(({ fake }) => fake.shop.writes.length);
    const before = sent();
    await hub.ask('POST', `/system/backups/${firstBackup}/restore`, {});
    await drain(hub);
    expect(sent()).toEqual(before);
  }, 60_000);

  async function drain(hub: HubProcess): Promise<void> {
    const began = new Date().toISOString();
    await pauseAll(hub, false);
    await untilSync(hub, (state) => isSettled(state, began));
    await hub.kill('SIGTERM');
  }

  async function sendAll(hub: HubProcess): Promise<void> {
    await drain(hub);
    const { differences, writes } = compareWithTruth(world, told);
    expect(differences, `seed ${SEED}`).toEqual([]);
    expect(writes).toBeGreaterThan(0);
  }
});

/** What was there is neither in the file nor in its log. */
function fillFiles(file: string): void {
  for (const name of [file, `${file}-wal`]) writeFileSync(name, Buffer.alloc(statSync(name).size, 'x'));
}

function removeFiles(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
}
