/** Lives through one world: its steps, then peace, then the questions that staff must answer; and looks whether all is as it must be. */
import type { PlantedBug } from './planted.ts';
import type { Plan } from './steps.ts';
import { violationsOf } from './truth.ts';
import { violationsAtOffice } from './truth-office.ts';
import { overdrawn } from './truth-quota.ts';
import { openWorld, type World } from './world.ts';

export interface LiveOptions {
  /** Files to begin with, to be copied. */
  readonly template: string;
  readonly bug?: PlantedBug | null;
}

export interface Life {
  /** What was not as it must be, in words; empty when nothing was. */
  readonly violations: readonly string[];
  /** Of everything that happened: the same for the same plan. */
  readonly hash: string;
  /** How often each action and fault came about. */
  readonly counts: ReadonlyMap<string, number>;
  readonly promised: number;
}

const MINUTE = 60_000;
const PLENTY_OF_CALLS = 10_000;
/** After the last fault everything is through within so long: the longest wait of one change is five minutes, and there are nine. */
const PEACE_MINUTES = 180;
/** What one round has brought about is seen by the next; what the head office was told, by the one after it. */
const LAST_ROUNDS = { alone: 2, withOffice: 3 };

export async function live(plan: Plan, { template, bug = null }: LiveOptions): Promise<Life> {
  const counts = new Map<string, number>();
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  const world = await openWorld({ plan, bug, count, template });
  const told = (violations: readonly string[]): Life => ({
    violations,
    hash: world.hash(),
    counts,
    promised: world.truth.promised.length,
  });
  try {
    for (const step of plan.steps) await world.carryOut(step);
    world.calm();
    return told([...(await endOf(world, plan)), ...world.truth.seen]);
  } catch (error) {
    // What nobody foresaw is a finding as well.
    return told([...world.truth.seen, `thrown: ${error instanceof Error ? error.stack : String(error)}`]);
  } finally {
    world.close();
  }
}

async function endOf(world: World, { dailyCalls }: Plan): Promise<string[]> {
  if (!(await drain(world))) return stuckOf(world);
  world.switchOffOwners();
  if (!(await drain(world))) return stuckOf(world);
  const { truth, pcs, shops, office } = world;
  const calledTooOften = dailyCalls === undefined ? [] : overdrawn(dailyCalls, pcs, shops);
  await comeToRest(world);
  return [
    ...calledTooOften,
    ...violationsOf(truth, pcs, shops),
    ...(office ? violationsAtOffice(truth, office.server, pcs) : []),
  ];
}

/** Gives whether everything went out by itself, once staff had answered what they were asked. */
async function drain(world: World): Promise<boolean> {
  for (let minute = 0; minute < PEACE_MINUTES; minute++) {
    await world.pass(MINUTE / 2);
    if (world.isAtRest()) return true;
    await world.answerQuestions();
  }
  return false;
}

/** Everybody lists everything once more, and what that brings goes out too. */
async function comeToRest(world: World): Promise<void> {
  await world.answerQuestions();
  const present = world.pcs.filter(({ isOff }) => !isOff);
  // Whoever runs out of calls now would not be asked before it is over.
  for (const pc of present) await pc.buyCalls(PLENTY_OF_CALLS, true);
  for (const pc of present) pc.listEverything();
  for (let round = 0; round < (world.office ? LAST_ROUNDS.withOffice : LAST_ROUNDS.alone); round++) {
    for (const pc of present) await pc.sync.syncNow(null);
    for (let minute = 0; minute < PEACE_MINUTES; minute++) {
      await world.pass(MINUTE / 4);
      if (world.isAtRest() && !present.some((pc) => pc.isListing())) break;
      await world.answerQuestions();
    }
  }
}

function stuckOf({ pcs }: World): string[] {
  return pcs.flatMap((pc) => {
    if (pc.isAtRest()) return [];
    const rows = pc.all<object>(
      `SELECT lane, kind, value, tries, faults, first_sent_at, parked_at, conflict_id, carried_by, problem, next_try_at
       FROM change WHERE settled_at IS NULL ORDER BY seq LIMIT 3`,
    );
    const states = pc.all<object>('SELECT id, state, paused, problem, clock_offset FROM shop');
    return [`stuck: ${pc.name} ${JSON.stringify(rows)} of ${JSON.stringify(states)}, ${pc.untold()} untold`];
  });
}
