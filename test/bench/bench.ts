/** What a benchmark gives: rows that compare Mendian with a peer measured in the same run. */

export interface BenchRow {
  /** What was measured, such as `import UCI`. */
  readonly case: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  /** Who was measured beside it; null where the target is a figure of its own. */
  readonly peer: string | null;
  readonly peerValue: number | null;
  /** Above 1 means better than the peer; null without a peer. */
  readonly ratio: number | null;
  /** In words, such as `>= 1.3 x` or `<= 250 MB`; null: for information only. */
  readonly target: string | null;
  /** Null where there is no target. */
  readonly met: boolean | null;
}

/** Every file of test/bench that is named after a benchmark exports one of these as `bench`; it is given the options. */
export type Bench = (options: readonly string[]) => Promise<readonly BenchRow[]>;

type Measured = Pick<BenchRow, 'case' | 'metric' | 'value' | 'unit'>;

/** A row with a limit of its own. */
export function limitRow(measured: Measured, most: number): BenchRow {
  const target = `<= ${most} ${measured.unit}`;
  return { ...measured, peer: null, peerValue: null, ratio: null, target, met: measured.value <= most };
}

/** A row beside a peer, of which less is better (a time, a size). `atLeast`: the ratio that is wanted. */
export function peerRow(measured: Measured, peer: string, peerValue: number, atLeast: number | null): BenchRow {
  const ratio = peerValue / measured.value;
  const target = atLeast === null ? null : `>= ${atLeast} x ${peer}`;
  return { ...measured, peer, peerValue, ratio, target, met: atLeast === null ? null : ratio >= atLeast };
}

/** A row for information. */
export function plainRow(measured: Measured): BenchRow {
  return { ...measured, peer: null, peerValue: null, ratio: null, target: null, met: null };
}

/** The middle one of some values; of an even number, the upper one of the two in the middle. */
export function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN;
}

/** What whoever called a benchmark can put right: its message, one sentence, is all that is printed. */
export class BenchUsage extends Error {}
