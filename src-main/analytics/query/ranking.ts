/** The few best of many, without sorting all of them. */

/**
 * Gives the indexes with the largest scores, the largest first; equal scores by index.
 * @param score NaN leaves an index out.
 */
export function bestOf(count: number, most: number, score: (index: number) => number): number[] {
  const best: number[] = [];
  const scores: number[] = [];
  for (let index = 0; index < count; index++) {
    const value = score(index);
    if (!(best.length < most ? !Number.isNaN(value) : value > scores[most - 1]!)) continue;
    let at = best.length < most ? best.length : most - 1;
    while (at > 0 && scores[at - 1]! < value) {
      best[at] = best[at - 1]!;
      scores[at] = scores[at - 1]!;
      at -= 1;
    }
    best[at] = index;
    scores[at] = value;
  }
  return best;
}
