/** A stretch of time in equal slots: where nothing was counted there is a gap, not a shorter axis. */

export interface TimeSlot<Point> {
  /** Begin of the slot, UTC milliseconds. */
  readonly at: number;
  /** Null while nothing was counted, such as when the app was closed. */
  readonly point: Point | null;
}

/** Gives every slot from `hours` before `now` up to the one that `now` lies in. */
export function timeSlots<Point extends { readonly at: string }>(
  points: readonly Point[],
  stepMilliseconds: number,
  hours: number,
  now: number,
): TimeSlot<Point>[] {
  const slotOf = (at: number): number => Math.floor(at / stepMilliseconds) * stepMilliseconds;
  const last = slotOf(now);
  const first = slotOf(now - hours * 3_600_000);
  const bySlot = new Map(points.map((point) => [slotOf(Date.parse(point.at)), point]));
  return Array.from({ length: (last - first) / stepMilliseconds + 1 }, (_, index) => {
    const at = first + index * stepMilliseconds;
    return { at, point: bySlot.get(at) ?? null };
  });
}
