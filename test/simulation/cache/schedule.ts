/** One seeded interleaving: actions of one or two processes between the steps of what they set off, checked as it goes. */
import type { Answer, CoreFaults } from '../../../src-main/cache/index.ts';
import { createScheduler, seeded } from './scheduler.ts';
import { crashDirectory, createDirectory } from './sim-disk.ts';
import { type SimProcess, startProcess, versionOf } from './sim-process.ts';
import { createSimRedis, type SimRedisFaults } from './sim-redis.ts';
import { becomeStrict, createTruth, ITEMS, raiseFloors } from './truth.ts';

export interface ScheduleOptions {
  readonly faults?: CoreFaults;
  readonly redisFaults?: SimRedisFaults;
}

export interface ScheduleResult {
  /** What went wrong, in words; empty when nothing did. */
  readonly violations: readonly string[];
  readonly reads: number;
  readonly staleAnswers: number;
}

const ACTIONS = 40;
/** Share of the kinds of actions that a schedule does without: what is left then happens often enough to meet. */
const LEFT_OUT = 0.4;
const MOST_STEPS = 5_000;

export async function runSchedule(
  seed: number,
  { faults = {}, redisFaults = {} }: ScheduleOptions = {},
): Promise<ScheduleResult> {
  const random = seeded(seed);
  const scheduler = createScheduler(random);
  const truth = createTruth();
  const shared = random() < 0.6;
  const redis = shared ? createSimRedis(scheduler, redisFaults) : null;
  const directories = Array.from({ length: shared ? 2 : 1 }, createDirectory);
  const scope = random() < 0.5 ? ('shared' as const) : ('dataset' as const);
  const droppedWrites = random() < 0.3 ? 0.3 : 0;
  const failingLoads = random() < 0.3 ? 0.3 : 0;
  const violations: string[] = [];
  const unsettled = new Set<string>();
  let reads = 0;
  let staleAnswers = 0;
  let running = true;

  const start = (place: number) =>
    startProcess({
      scheduler,
      truth,
      directory: directories[place]!,
      redis,
      scope,
      faults,
      droppedWrites,
      failingLoads,
    });
  const processes: SimProcess[] = [];
  for (const place of directories.keys()) processes.push(await start(place));

  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const anyItem = () => Math.floor(random() * ITEMS);

  /** Notes what was asked, so that what never ends is noticed, and checks what comes back. */
  function watch<Result>(by: SimProcess, what: string, work: Promise<Result>, done: (result: Result) => void): void {
    const name = `${what} #${unsettled.size}.${reads++}`;
    unsettled.add(name);
    work.then(done, () => undefined).finally(() => unsettled.delete(name));
    crashes.push(() => {
      if (!by.alive) unsettled.delete(name);
    });
  }
  const crashes: (() => void)[] = [];

  function read(by: SimProcess, wanted: readonly number[]): void {
    const strict = [...by.floors.strict];
    const honest = [...by.floors.honest];
    const accept = random() < 0.2 ? ('fresh' as const) : ('stale' as const);
    by.asked += wanted.length;
    const check = (item: number, answer: Answer<number>) => {
      if (!by.alive) return;
      const version = versionOf(answer);
      if (answer.stale) staleAnswers += 1;
      if (answer.stale && accept === 'fresh') violations.push(`a stale answer where only fresh ones were wanted`);
      if (version < strict[item]! || (version < honest[item]! && !answer.stale)) {
        violations.push(
          `item ${item}: version ${version} from ${answer.from}${answer.stale ? ', stale' : ''} after ${strict[item]} (${honest[item]}) was known`,
        );
      }
    };
    for (const item of wanted) watch(by, 'read', by.items.get(item, { accept }), (answer) => check(item, answer));
  }

  function peek(by: SimProcess): void {
    const item = anyItem();
    const answer = by.items.peek(item);
    if (answer === null) return;
    by.asked += 1;
    if (versionOf(answer) < by.floors.honest[item]!)
      violations.push(`item ${item}: a peek gave version ${answer.value}`);
  }

  /** Who may still give what was before, once this has returned: nobody who can have been told. */
  function known(by: SimProcess, versions: ReadonlyMap<number, number>, told: boolean): void {
    for (const process of processes) {
      if (process === by) raiseFloors(process.floors, versions, true);
      else if (told) raiseFloors(process.floors, versions, process.redis?.hearsAll === true);
    }
  }

  function change(
    by: SimProcess,
    changed: readonly number[],
    how: (versions: ReadonlyMap<number, number>) => Promise<void>,
  ): void {
    const versions = new Map(changed.map((item) => [item, truth.write(item)]));
    const queuedBefore = by.redis?.queued ?? 0;
    watch(by, 'change', how(versions), () => {
      if (!by.alive) return;
      // What waits for Redis to come back has not been told yet.
      const told = by.redis?.connected === true && by.redis.queued === 0 && queuedBefore === 0;
      if (!told) for (const [item, version] of versions) by.untold.set(item, version);
      known(by, versions, told);
    });
  }

  async function crash(by: SimProcess): Promise<void> {
    const place = processes.indexOf(by);
    by.alive = false;
    for (const note of crashes) note();
    scheduler.kill(by.owner);
    by.redis?.die();
    crashDirectory(directories[place]!, scheduler);
    const next = await start(place);
    // What had returned before the crash still counts after it.
    next.floors.strict.splice(0, ITEMS, ...by.floors.strict);
    next.floors.honest.splice(0, ITEMS, ...by.floors.honest);
    processes[place] = next;
  }

  async function mend(by: SimProcess): Promise<void> {
    const { redis: line } = by;
    if (line === null || line.connected) return;
    const reconnected = line.mend();
    // It has dropped what it could not vouch for as soon as it is connected.
    becomeStrict(by.floors);
    line.heartbeat();
    const { untold } = by;
    await reconnected;
    if (!by.alive || !line.connected || line.queued > 0) return;
    known(by, untold, true);
    untold.clear();
  }

  const all = Array.from({ length: ITEMS }, (_, item) => item);
  const kinds: readonly (readonly [weight: number, act: (by: SimProcess) => void | Promise<void>])[] = [
    [10, (by) => read(by, [anyItem()])],
    [3, (by) => read(by, all)],
    [4, peek],
    [
      7,
      (by) => {
        const item = anyItem();
        change(by, [item], () => by.cache.invalidate([`item:${item}`]));
      },
    ],
    [1, (by) => change(by, all, () => by.cache.invalidate(['all']))],
    [1, (by) => change(by, all, () => by.cache.clear({ what: 'all' }).then(() => undefined))],
    [1, (by) => change(by, all, () => by.cache.clear({ what: 'level', level: 'L4' }).then(() => undefined))],
    [
      2,
      (by) => {
        const item = anyItem();
        change(by, [item], () => by.items.delete(item));
      },
    ],
    [
      2,
      (by) => {
        const item = anyItem();
        change(by, [item], (versions) => by.items.set(item, versions.get(item)!));
      },
    ],
    [2, (by) => watch(by, 'warm', by.items.warm(all, { expiringWithin: 500, force: random() < 0.3 }), () => undefined)],
    [4, () => scheduler.advance(Math.floor(random() * 2_500))],
    [
      1,
      (by) => {
        by.clock.off += Math.floor((random() - 0.5) * 200_000);
      },
    ],
    [3, (by) => by.redis?.heartbeat()],
    [3, (by) => by.redis?.cut()],
    [3, (by) => void mend(by)],
    [1, crash],
  ];
  // Reads are always among them.
  const actions = kinds.filter((_, place) => place === 0 || random() >= LEFT_OUT);
  const total = actions.reduce((sum, [weight]) => sum + weight, 0);

  async function act(): Promise<void> {
    let lot = random() * total;
    for (const [weight, one] of actions) {
      lot -= weight;
      if (lot < 0) return one(pick(processes));
    }
  }

  for (let done = 0; done < ACTIONS; ) {
    if (random() < 0.35 || scheduler.waiting === 0) {
      await act();
      done += 1;
    } else await scheduler.runOne();
  }
  for (const process of processes) void mend(process);
  for (let steps = 0; running && unsettled.size > 0; steps++) {
    if (!(await scheduler.runOne())) scheduler.advance(2_500);
    running = steps < MOST_STEPS;
  }
  if (unsettled.size > 0) violations.push(`never ended: ${[...unsettled].join(', ')}`);
  for (const { cache, asked } of processes) {
    const { outcomes } = await cache.overview();
    const { requests, ...ends } = outcomes;
    const sum = Object.values(ends).reduce((one, other) => one + other, 0);
    if (sum !== requests || requests !== asked) {
      violations.push(`${asked} reads were asked for, ${requests} counted, their outcomes add up to ${sum}`);
    }
  }
  return { violations, reads, staleAnswers };
}
