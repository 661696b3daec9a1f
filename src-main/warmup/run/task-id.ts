/** A task's id is the UTC second in which it began, and no two tasks have the same. */

/** Gives `warmup_YYYYMMDD_HHMMSS` of the first second from `at` on (UTC milliseconds) that is not `taken`. */
export function taskIdAt(at: number, taken: (id: string) => boolean): string {
  const SECOND = 1_000;
  for (let moment = at; ; moment += SECOND) {
    const [date = '', time = ''] = new Date(moment).toISOString().split('T');
    const id = `warmup_${date.replaceAll('-', '')}_${time.slice(0, 8).replaceAll(':', '')}`;
    if (!taken(id)) return id;
  }
}
