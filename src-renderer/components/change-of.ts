/** Gives the relative change, 0.1 for a tenth more; null when there was nothing to compare with. */
export function changeOf(current: number | null, before: number | null): number | null {
  if (current === null || before === null || before === 0) return null;
  return (current - before) / Math.abs(before);
}
