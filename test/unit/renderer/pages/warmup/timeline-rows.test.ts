import { describe, expect, it } from 'vitest';
import type { WarmupRun } from '#shared/contract/index.ts';
import { timelineRows } from '../../../../../src-renderer/pages/warmup/timeline-rows.ts';

/** At a local time, wherever the test runs. */
const local = (day: number, hour: number, minute = 0): Date => new Date(2026, 10, day, hour, minute);

function run(started: Date, finished: Date | null): WarmupRun {
  return {
    task_id: 'warmup_20261121_020000',
    type: 'full',
    trigger: 'schedule',
    state: finished === null ? 'running' : 'done',
    started_at: started.toISOString(),
    finished_at: finished?.toISOString() ?? null,
    duration: null,
    days: 7,
    stores: 20,
    stores_failed: 0,
    orders_warmed: 0,
    items: { fresh: 0, loaded: 0, not_modified: 0, missing: 0, failed: 0 },
    platform_calls: 0,
    first_board_after: null,
    resumed: 0,
    failure: null,
  };
}

const now = local(21, 12).getTime();

describe('the timeline of warmups', () => {
  it('has a row for tomorrow, today and the days before', () => {
    const rows = timelineRows([], [], now, 6);
    expect(rows).toHaveLength(8);
    expect([rows[0], rows[1], rows[7]].map((row) => new Date(row!.day).getDate())).toEqual([22, 21, 15]);
  });

  it('puts a run where the clock stood when it began', () => {
    const [, today] = timelineRows([run(local(21, 6), local(21, 9))], [], now, 6);
    expect(today?.marks).toHaveLength(1);
    expect(today?.marks[0]?.left).toBeCloseTo(6 / 24, 1);
    expect(today?.marks[0]?.width).toBeCloseTo(3 / 24, 1);
  });

  it('shows a run over midnight on both days', () => {
    const rows = timelineRows([run(local(20, 23), local(21, 1))], [], now, 6);
    expect(rows.map(({ marks }) => marks.length)).toEqual([0, 1, 1, 0, 0, 0, 0, 0]);
    expect(rows[1]?.marks[0]?.left).toBe(0);
  });

  it('lets a run under way reach until now, and marks what is planned', () => {
    const [tomorrow, today] = timelineRows([run(local(21, 11), null)], [local(22, 2).toISOString()], now, 6);
    const mark = today!.marks[0]!;
    expect(mark.left + mark.width).toBeCloseTo(0.5, 1);
    expect(tomorrow?.marks.map(({ run: of }) => of)).toEqual([null]);
  });
});
