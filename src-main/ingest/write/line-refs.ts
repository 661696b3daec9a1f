/**
 * A line is known by its number in the file, else by its product; where that repeats within an order, by the how-many-th
 * it is. So the same file twice meets the same lines, and exact repeats stay lines of their own.
 */
import { occurrenceLineRef, repeatedLineRef } from '../line-ref-hash.ts';
import type { LineDraft } from './order-draft.ts';

/** How often each line identity of an order has been met in the file before this part of it. */
export type Occurrences = ReadonlyMap<string, number>;

/** What a line is known by, apart from how often it repeats. */
export function lineIdentity(line: LineDraft): string {
  return Number.isNaN(line.key) ? `p${line.product.id}` : `n${line.key}`;
}

function sameIdentity(one: LineDraft, other: LineDraft): boolean {
  return Number.isNaN(one.key) ? Number.isNaN(other.key) && one.product === other.product : one.key === other.key;
}

/** Gives the `line_ref` of a line that is the n-th (from 0) of its identity. */
function refOf({ key, product }: LineDraft, occurrence: number): number {
  if (!Number.isNaN(key)) return repeatedLineRef(key, occurrence);
  return occurrence === 0 ? product.firstRef : occurrenceLineRef(product.code, occurrence);
}

/** Orders with more lines than this count repeats in a map instead of looking back. */
const FEW_LINES = 24;

/** Gives each line's `line_ref`. */
export function lineRefs(lines: readonly LineDraft[], met?: Occurrences): number[] {
  if (lines.length > FEW_LINES || met) {
    const counts = new Map(met);
    return lines.map((line) => {
      const identity = lineIdentity(line);
      const occurrence = counts.get(identity) ?? 0;
      counts.set(identity, occurrence + 1);
      return refOf(line, occurrence);
    });
  }
  const refs = new Array<number>(lines.length);
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    let occurrence = 0;
    for (let before = 0; before < i; before++) if (sameIdentity(lines[before]!, line)) occurrence++;
    refs[i] = refOf(line, occurrence);
  }
  return refs;
}

/** Gives how many lines of each identity in `lines` are among the refs an order already has: the first that is not ends the count. */
export function occurrencesAmong(lines: readonly LineDraft[], refs: ReadonlySet<number>): Occurrences {
  const counts = new Map<string, number>();
  for (const line of lines) {
    const identity = lineIdentity(line);
    if (counts.has(identity)) continue;
    let count = 0;
    while (refs.has(refOf(line, count))) count++;
    counts.set(identity, count);
  }
  return counts;
}
