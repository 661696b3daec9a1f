/** Windows for platforms that tell times in whole seconds and take both ends of a window to belong to it. */

const SECOND = 1_000;

export interface InclusiveWindow {
  /** UTC milliseconds, whole seconds; both belong to it. */
  readonly first: number;
  readonly last: number;
}

/** The seconds of [from, to), each once in windows that follow one another. At least two, for platforms refuse an empty window. */
export function inclusiveSeconds({ from, to }: { readonly from: number; readonly to: number }): InclusiveWindow {
  const first = Math.floor(from / SECOND) * SECOND;
  const last = Math.ceil(to / SECOND) * SECOND - SECOND;
  return { first, last: Math.max(last, first + SECOND) };
}
