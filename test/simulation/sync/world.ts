/** Stores with their computers and shops, a Redis and a head office that they share, and how each step is carried out in them. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#shared/domain/app-error.ts';
import { createVirtualTime, seeded } from '../../virtual-time/index.ts';
import { createSimOffice, type SimOffice } from './office/index.ts';
import { createSimPc, type SimPc } from './pc/index.ts';
import type { PlantedBug } from './planted.ts';
import { createSimRedis, type SimRedis } from './redis/index.ts';
import { createShopSide, fillShop } from './shop-side.ts';
import { createSimShop, type SimShop } from './sim-shop.ts';
import { around, createStaff, type StaffParts } from './staff.ts';
import { answerQuestions, lookAtParked } from './staff-answers.ts';
import type { PcStep, Plan, SharedStep, Step, StorePlan } from './steps.ts';
import { workDirectory } from './template.ts';
import { createTruth } from './truth.ts';
import { createWatch } from './watch.ts';

export interface WorldOptions {
  readonly plan: Omit<Plan, 'steps'>;
  readonly bug: PlantedBug | null;
  /** Files to begin with, to be copied. */
  readonly template: string;
  /** Hears of every action and fault that came about. */
  readonly count: (what: string) => void;
}

export type World = Awaited<ReturnType<typeof openWorld>>;

const FIRST_LISTING_MILLISECONDS = 600_000;
/** What has ended is started again, and what must be so at every moment is looked at, this often. */
const LOOK_MILLISECONDS = 5_000;
const MANAGER_STORE = 'HQ';

export async function openWorld({ plan, bug, count, template }: WorldOptions) {
  const time = createVirtualTime();
  const ids = seeded(plan.seed * 3 + 3);
  const trace = createHash('sha256');
  const note = (line: string) => void trace.update(`${time.elapsed()} ${line}\n`);
  const truth = createTruth(plan.policies);
  const directory = mkdtempSync(join(workDirectory(), 'mendian-simulation-'));
  const shops: SimShop[] = [];
  const pcs: SimPc[] = [];
  const redis: SimRedis | null = plan.redis ? createSimRedis(time) : null;
  const office: SimOffice | null = plan.stores.some((store) => store.office)
    ? createSimOffice(time, seeded(plan.seed * 3 + 4))
    : null;
  const parts: StaffParts = { truth, note, count };
  const staff = createStaff(parts);
  const shopSide = createShopSide({ truth, time, pcs });
  const watch = createWatch({ truth, time, redis, pcs, shops, count });

  for (const [place, store] of plan.stores.entries()) await openStore(place, store);
  if (plan.manager && office) {
    const manager = pcOf(
      'manager',
      MANAGER_STORE,
      [],
      { platforms: [], pcs: 1, listings: 0, orders: 0, office: true },
      'office',
    );
    await manager.begin(template);
  }
  // Everybody knows what his shops hold before anything happens.
  await becomeKnown();
  for (const [place, store] of plan.stores.entries()) if (store.second === 'copy') await copyFirst(place, store);
  for (const pc of pcs) pc.backUp();
  for (const pc of pcs) truth.copies.set(pc, pc.identity());

  function pcOf(
    name: string,
    code: string,
    own: readonly SimShop[],
    store: StorePlan,
    role: 'store' | 'office',
  ): SimPc {
    const pc = createSimPc({
      name,
      directory: join(directory, name),
      store: code,
      role,
      shops: own,
      time,
      random: seeded(Math.floor(ids() * 2 ** 31)),
      policies: plan.policies,
      shareStock: store.shareStock ?? false,
      dailyCalls: plan.dailyCalls ?? null,
      redis,
      office: store.office ? office : null,
      bug,
      onLog: (line) => note(`${name} ${line}`),
      onCrash: (point) => count(`crash ${point}`),
      onWrite: () => watch.onWrite(pc),
    });
    pcs.push(pc);
    return pc;
  }

  async function openStore(place: number, store: StorePlan): Promise<void> {
    const own = store.platforms.map((platform) =>
      createSimShop({ platform, time, random: seeded(plan.seed + shops.length * 7919), onCall: note, onMishap: count }),
    );
    for (const shop of own) {
      fillShop({ truth, time, pcs }, shop, store.listings, store.orders);
      shops.push(shop);
      if (store.shareStock) truth.sharing.set(shop, own);
    }
    const code = `S${place + 1}`;
    await pcOf(`store${place + 1}a`, code, own, store, 'store').begin(template);
    const { second = 'shops' } = store;
    if (store.pcs === 1 || second === 'copy') return;
    const other = pcOf(`store${place + 1}b`, code, second === 'office' ? [] : own, store, 'store');
    await other.begin(template);
  }

  async function copyFirst(place: number, store: StorePlan): Promise<void> {
    const first = pcs.find(({ name }) => name === `store${place + 1}a`)!;
    const copy = pcOf(`store${place + 1}b`, first.store, first.shops, store, 'store');
    await copy.beginAsCopyOf(first);
  }

  async function becomeKnown(): Promise<void> {
    const isKnown = (pc: SimPc) => !pc.isListing() && pc.untold() === 0;
    for (let passed = 0; !pcs.every(isKnown) && passed < FIRST_LISTING_MILLISECONDS; passed += 1_000) await pass(1_000);
  }

  async function carryOut(step: Step): Promise<void> {
    note(`step ${JSON.stringify(step)}`);
    if (step.do !== 'crash' && step.do !== 'call-fault') count(step.do);
    if (step.do === 'wait') return pass(step.milliseconds);
    if ('shop' in step) return shopSide.carryOut(around(shops, step.shop)!, step);
    if (!('pc' in step)) return befallAll(step);
    const pc = around(pcs, step.pc)!;
    switch (step.do) {
      case 'sync-now':
        return decideSoon(pc, pc.sync.syncNow(null));
      case 'retry-parked':
        return lookAtParked(parts, pc);
      case 'stock':
      case 'price':
      case 'title':
      case 'note':
      case 'fulfilment':
      case 'undo':
      case 'resolve':
      case 'undo-resolution':
      case 'list-everything':
      case 'back-up':
        return staff.carryOut(pc, step);
      case 'redis-cut':
        return pc.cutRedis(step.milliseconds);
      case 'office-answer-lost':
        return pc.loseOfficeAnswer(step.after);
      default:
        return befall(pc, step);
    }
  }

  async function befall(pc: SimPc, step: PcStep): Promise<void> {
    switch (step.do) {
      case 'crash':
        return pc.crashAt(step.point, step.nth);
      case 'kill':
        return pc.restart();
      case 'line-down':
        return pc.cutLine(step.milliseconds);
      case 'clock':
        return pc.setClock(step.hours * 3_600_000);
      case 'disk-full':
        pc.limitDisk(step.pages);
        time.later(step.milliseconds, () => pc.limitDisk(null));
        return;
      case 'torn-log':
        return pc.tear(step.left);
      case 'restore-backup':
        if (pc.hasBackup()) await pc.restore();
        return;
      case 'lose-mirror':
        return pc.loseMirror();
    }
  }

  function befallAll(step: Exclude<SharedStep, { readonly pc: number }>): void {
    switch (step.do) {
      case 'redis-down':
        redis?.goDown(step.how, step.milliseconds);
        break;
      case 'redis-emptied':
        redis?.empty();
        break;
      case 'office-down':
        office?.goDown(step.milliseconds);
        break;
      case 'office-slow':
        office?.slowDown(step.milliseconds);
        break;
    }
  }

  async function decideSoon(pc: SimPc, work: Promise<unknown>): Promise<void> {
    try {
      await time.until(work, 60_000);
    } catch (error) {
      if (!pc.crashed && !(error instanceof AppError)) throw error;
    }
  }

  async function startAgain(): Promise<void> {
    for (const pc of pcs) if (pc.crashed && !pc.isOff) await pc.restart();
  }

  /** Time passes; what has ended meanwhile is started again. */
  async function pass(milliseconds: number): Promise<void> {
    const end = time.elapsed() + milliseconds;
    while (time.elapsed() < end) {
      await time.advance(Math.min(LOOK_MILLISECONDS, end - time.elapsed()));
      await startAgain();
      watch.look();
    }
  }

  /** Whatever went wrong is over. */
  function calm(): void {
    for (const shop of shops) {
      shop.mishaps.length = 0;
      shop.downUntil = 0;
      shop.vanishedUntil = 0;
    }
    redis?.calm();
    office?.calm();
    for (const pc of pcs) {
      pc.disarm();
      pc.limitDisk(null);
      pc.cutLine(0);
      pc.cutRedis(0);
    }
  }

  /** It has what another one has sent for it: its turn comes when that one is gone. */
  function isStandby(pc: SimPc): boolean {
    const owner = redis?.server.get(`chain:lock:{outbox/${truth.copies.get(pc)}}`) ?? null;
    return pcs.some(
      (other) => other !== pc && !other.isOff && isCopy(other, pc) && owner?.startsWith(`${other.name}#`),
    );
  }

  const isCopy = (one: SimPc, other: SimPc) => truth.copies.get(one) === truth.copies.get(other);

  return {
    time,
    truth,
    pcs,
    shops,
    office,
    note,
    pass,
    calm,
    isAtRest: () => pcs.every((pc) => pc.isAtRest() || isStandby(pc)),
    /** Of computers with the same outbox the one that sends is switched off: another one goes on. */
    switchOffOwners(): void {
      for (const pc of pcs) {
        if (!pcs.some((other) => other !== pc && isCopy(other, pc)) || isStandby(pc)) continue;
        if (pcs.some((other) => other.isOff && isCopy(other, pc))) continue;
        pc.switchOff();
      }
    },
    answerQuestions: () => answerQuestions(parts, pcs),
    async carryOut(step: Step): Promise<void> {
      await carryOut(step);
      await startAgain();
    },
    hash: () => trace.copy().digest('hex').slice(0, 16),
    close(): void {
      for (const pc of pcs) pc.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
