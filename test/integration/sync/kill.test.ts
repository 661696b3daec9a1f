import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seeded } from '../../virtual-time/index.ts';
import { compareWithOffice } from './kill/office-truth.ts';
import { type SharedOffice, sharedOffice, sharedRedis } from './kill/services.ts';
import { createStaff, type Told } from './kill/staff.ts';
import { compareWithTruth } from './kill/truth.ts';
import { createKillWorld, isSettled, type KillWorld, middle, untilSync } from './kill/world.ts';

/** `MENDIAN_KILLS=1000` for the full count, as far as it gets in `MENDIAN_MINUTES`; `MENDIAN_SEED` to repeat a run's choices. */
const KILLS = Number(process.env.MENDIAN_KILLS ?? 3);
const MINUTES = Number(process.env.MENDIAN_MINUTES ?? Number.POSITIVE_INFINITY);
const SEED = Number(process.env.MENDIAN_SEED ?? 7);
const START_MILLISECONDS = 10_000;
const LONGEST_LIFE_MILLISECONDS = 1_500;
/** Some live long enough to find out what became of what others have sent. */
const LONG_LIFE_MILLISECONDS = 8_000;
const LONG_LIVES = 0.1;
const BUY_MILLISECONDS = 200;
/** Edits that are saved before a hub may be killed, in two lives of three. */
const SAVED_A_LIFE = 2;
/** A long run tells how far it is. */
const TOLD_EVERY = 50;

const random = seeded(SEED);
let world: KillWorld;
let office: SharedOffice;

beforeAll(async () => {
  office = await sharedOffice();
  world = await createKillWorld(random, [await sharedRedis(), office]);
}, 60_000);
afterAll(() => world.remove());

describe('a hub that is killed at random moments while orders flow in and edits flow out', () => {
  it(
    `loses nothing that it acknowledged and does nothing twice, ${KILLS} times`,
    async () => {
      const told: Told = { acknowledged: new Map(), unanswered: 0, refused: [], sent: new Set() };
      const staff = createStaff(world.shops, told, random);
      const buying = setInterval(world.buy, BUY_MILLISECONDS);
      const starts: number[] = [];
      const latest = performance.now() + MINUTES * 60_000;
      let kills = 0;
      try {
        while (kills < KILLS && performance.now() < latest) {
          const hub = await world.start();
          starts.push(hub.startedIn);
          const saving = Promise.withResolvers<void>();
          let savedNow = 0;
          const working = staff.work(hub, () => {
            savedNow += 1;
            if (savedNow === SAVED_A_LIFE) saving.resolve();
          });
          // Every third may die before anything is saved, however slow the computer is.
          if (kills % 3 !== 2) await Promise.race([saving.promise, working]);
          const life = random() < LONG_LIVES ? LONG_LIFE_MILLISECONDS : random() * LONGEST_LIFE_MILLISECONDS;
          await new Promise((resolve) => setTimeout(resolve, life));
          await hub.kill('SIGKILL');
          await working;
          kills += 1;
          if (kills % TOLD_EVERY === 0) console.log(`${kills} kills, ${told.acknowledged.size} edits acknowledged`);
        }
      } finally {
        clearInterval(buying);
      }
      const began = new Date().toISOString();
      const hub = await world.start();
      starts.push(hub.startedIn);
      const running = performance.now();
      await untilSync(hub, (state) => isSettled(state, began));
      const drainedIn = Math.round(performance.now() - running);
      await hub.kill('SIGTERM');

      const { differences, ...counts } = compareWithTruth(world, told);
      const elsewhere = await compareWithOffice(world, office);
      const saved = told.acknowledged.size;
      console.log(`${kills} kills, seed ${SEED}: ${saved} edits acknowledged, ${told.unanswered} unanswered`, counts, {
        start: Math.round(middle(starts)),
        slowestStart: Math.round(Math.max(...starts)),
        drainedIn,
      });
      expect(told.refused).toEqual([]);
      expect(saved).toBeGreaterThan(kills);
      expect([...differences, ...elsewhere], `seed ${SEED}`).toEqual([]);
      // Timed where a computer has nothing else to do: in the full count by hand.
      if (kills >= 100) expect(Math.max(...starts)).toBeLessThanOrEqual(START_MILLISECONDS);
    },
    KILLS * 20_000 + 120_000,
  );
});
