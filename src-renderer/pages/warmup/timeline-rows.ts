/** Runs on a clock: one row a day, midnight at the left, what is planned on the rows to come. Local time throughout. */
import type { WarmupRun } from '#shared/contract/index.ts';

export interface TimelineMark {
  readonly key: string;
  /** Where it begins and how wide it is, as shares of the day. */
  readonly left: number;
  readonly width: number;
  /** Null: planned. */
  readonly run: WarmupRun | null;
  /** UTC milliseconds. */
  readonly at: number;
}

export interface TimelineRow {
  /** The day's begin, UTC milliseconds. */
  readonly day: number;
  readonly marks: readonly TimelineMark[];
}

/** Gives the days from `past` ago to tomorrow, the newest first; a run over midnight stands on both days. */
export function timelineRows(
  runs: readonly WarmupRun[],
  planned: readonly string[],
  now: number,
  past: number,
): TimelineRow[] {
  return Array.from({ length: past + 2 }, (_, index) => {
    const day = localDay(now, 1 - index);
    const next = localDay(now, 2 - index);
    const length = next - day;
    const markOf = (key: string, begin: number, end: number, run: WarmupRun | null): TimelineMark[] => {
      if (begin >= next || end < day) return [];
      const from = Math.max(begin, day);
      return [{ key, left: (from - day) / length, width: (Math.min(end, next) - from) / length, run, at: begin }];
    };
    return {
      day,
      marks: [
        ...runs.flatMap((run) =>
          markOf(
            run.task_id,
            Date.parse(run.started_at),
            run.finished_at === null ? now : Date.parse(run.finished_at),
            run,
          ),
        ),
        ...planned.flatMap((at) => markOf(at, Date.parse(at), Date.parse(at), null)),
      ],
    };
  });
}

/** The begin of the local day that is so many days from now: days are not all 24 hours long. */
function localDay(now: number, offset: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + offset).getTime();
}
