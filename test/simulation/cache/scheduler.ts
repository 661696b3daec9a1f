/**
 * Decides the order of everything that does not happen at once. A step waits until it is drawn; between two steps all
 * promises settle; so one seed is one interleaving, and gives the same again.
 */

export type Random = () => number;

/** mulberry32: 32 bits of state, the same numbers everywhere. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Step {
  /** Steps of a process that has crashed are not run. */
  readonly owner: object;
  readonly run: () => void;
}

interface Timer {
  readonly owner: object;
  readonly at: number;
  readonly run: () => void;
}

export interface Scheduler {
  readonly random: Random;
  /** Milliseconds, the same for all; wall clocks are set off against it. */
  readonly now: number;
  /** Something that will happen, somewhere between now and the end. */
  step(owner: object, run: () => void): void;
  /** Resolves in a step of its own. */
  pause(owner: object): Promise<void>;
  later(owner: object, milliseconds: number, run: () => void): () => void;
  /** Lets time pass: timers that are due become steps. */
  advance(milliseconds: number): void;
  /** What has crashed does nothing any more. */
  kill(owner: object): void;
  /** Runs one step, drawn by lot; false when none waits. */
  runOne(): Promise<boolean>;
  readonly waiting: number;
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

export function createScheduler(random: Random): Scheduler {
  let steps: Step[] = [];
  let timers: Timer[] = [];
  const dead = new WeakSet<object>();
  let now = 1_000_000;

  const scheduler: Scheduler = {
    random,
    get now() {
      return now;
    },
    get waiting() {
      return steps.length;
    },
    step(owner, run) {
      if (!dead.has(owner)) steps.push({ owner, run });
    },
    pause: (owner) => new Promise((resolve) => scheduler.step(owner, resolve)),
    later(owner, milliseconds, run) {
      const timer = { owner, at: now + milliseconds, run };
      if (!dead.has(owner)) timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance(milliseconds) {
      now += milliseconds;
      const due = timers.filter(({ at }) => at <= now);
      timers = timers.filter(({ at }) => at > now);
      for (const { owner, run } of due) scheduler.step(owner, run);
    },
    kill(owner) {
      dead.add(owner);
      steps = steps.filter((step) => step.owner !== owner);
      timers = timers.filter((timer) => timer.owner !== owner);
    },
    async runOne() {
      if (steps.length === 0) return false;
      const [step] = steps.splice(Math.floor(random() * steps.length), 1);
      step!.run();
      await settle();
      return true;
    },
  };
  return scheduler;
}
