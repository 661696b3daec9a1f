/** How long a run will still take, from how long its steps have taken so far; null while that would be a guess. */
import type { WarmStage } from '../plan/target.ts';

export interface TimeLeft {
  /** A step of this stage took so long. */
  note(stage: WarmStage, milliseconds: number): void;
  /** How far apart the calls of a platform are. */
  setCall(milliseconds: number): void;
  seconds(
    left: Readonly<Record<WarmStage, number>>,
    lanes: readonly { readonly done: number; readonly total: number | null }[],
  ): number | null;
}

const SECOND = 1_000;

/** @param workers how many steps are done side by side. */
export function createTimeLeft(elapsed: () => number, workers: number): TimeLeft {
  const spent: Record<WarmStage, { steps: number; milliseconds: number }> = {
    board: { steps: 0, milliseconds: 0 },
    ranges: { steps: 0, milliseconds: 0 },
    details: { steps: 0, milliseconds: 0 },
  };
  let callMilliseconds: number | null = null;
  /** Steps share the processors: what counts is the time between their ends. */
  let lastEnd = elapsed();

  function stage(name: WarmStage, left: number): number | null {
    if (left === 0) return 0;
    const { steps, milliseconds } = spent[name];
    return steps < workers ? null : (milliseconds / steps) * left;
  }

  return {
    note(name, milliseconds) {
      const end = elapsed();
      spent[name].steps++;
      // A pause for staff is no work: a step accounts for at most what it took itself.
      spent[name].milliseconds += Math.min(end - lastEnd, milliseconds);
      lastEnd = end;
    },
    setCall(milliseconds) {
      callMilliseconds = milliseconds;
    },
    seconds(left, lanes) {
      const boards = stage('board', left.board);
      const ranges = stage('ranges', left.ranges);
      const details = stage('details', left.details);
      if (boards === null || ranges === null || details === null) return null;
      const calls = lanes.map(({ done, total }) => (total === null ? null : total - done));
      if (calls.includes(null)) return null;
      const most = Math.max(0, ...calls.map((count) => (count ?? 0) * (callMilliseconds ?? 0)));
      return Math.ceil(Math.max(boards + ranges + details, most) / SECOND);
    },
  };
}
