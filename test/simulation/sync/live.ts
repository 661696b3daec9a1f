/** Lives through one world: its steps, then peace, then the questions that staff must answer; and looks whether all is as it must be. */
import type { PlantedBug } from './planted.ts';
import type { Plan } from './steps.ts';
import { violationsOf } from './truth.ts';
import { openWorld, type World } from './world.ts';

export interface LiveOptions {
  /** A database with its tables, to be copied. */
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
/** After the last fault everything is through within so long: the longest wait of one change is five minutes, and there are nine. */
const PEACE_MINUTES = 180;
/** What one round has brought about is seen by the next. */
const LAST_ROUNDS = 2;

export async function live(plan: Plan, { template, bug = null }: LiveOptions): Promise<Life> {
  const counts = new Map<string, number>();
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  const world = await openWorld({ plan, bug, count, template });
  try {
    for (const step of plan.steps) await world.carryOut(step);
    world.calm();
    const drained = await drain(world);
    if (drained) await comeToRest(world);
    const wrong = drained ? violationsOf(world.truth, world.pcs, world.shops) : stuckOf(world);
    const violations = [...world.poisoned(), ...wrong];
    return { violations, hash: world.hash(), counts, promised: world.truth.promised.length };
  } catch (error) {
    // What nobody foresaw is a finding as well.
    return {
      violations: [`thrown: ${error instanceof Error ? error.stack : String(error)}`],
      hash: world.hash(),
      counts,
      promised: world.truth.promised.length,
    };
  } finally {
    world.close();
  }
}

/** Gives whether everything went out by itself, once staff had answered what they were asked. */
async function drain(world: World): Promise<boolean> {
  for (let minute = 0; minute < PEACE_MINUTES; minute++) {
    await world.pass(MINUTE / 2);
    if (world.pcs.every((pc) => pc.isAtRest())) return true;
    await world.answerQuestions();
  }
  return false;
}

/** Everybody lists everything once more, and what that brings goes out too. */
async function comeToRest(world: World): Promise<void> {
  await world.answerQuestions();
  for (const pc of world.pcs) pc.listEverything();
  for (let round = 0; round < LAST_ROUNDS; round++) {
    for (const pc of world.pcs) await pc.sync.syncNow(null);
    for (let minute = 0; minute < PEACE_MINUTES; minute++) {
      await world.pass(MINUTE / 4);
      if (world.pcs.every((pc) => pc.isAtRest() && !pc.isListing())) break;
      await world.answerQuestions();
    }
  }
}

function stuckOf({ pcs }: World): string[] {
  return pcs.flatMap((pc) => {
    const rows = pc.all<object>(
      `SELECT lane, kind, value, tries, faults, first_sent_at, parked_at, conflict_id, carried_by, problem, next_try_at
       FROM change WHERE settled_at IS NULL ORDER BY seq LIMIT 3`,
    );
    if (pc.isAtRest()) return [];
    const states = pc.all<object>('SELECT id, state, paused, problem, clock_offset FROM shop');
    return [`stuck: ${pc.name} ${JSON.stringify(rows)} of ${JSON.stringify(states)}`];
  });
}
