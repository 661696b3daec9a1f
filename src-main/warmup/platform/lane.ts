/**
 * Makes a platform's recent orders and their tracking warm, one call after the other, the newest first. What is warm costs no
 * call; a platform that fails again and again is left for the next run.
 */
import type { Reason } from '#shared/contract/index.ts';
import type { WarmOptions, WarmOutcome } from '../../cache/index.ts';
import type { PlatformEntry } from '../run/journal.ts';
import { countOutcomes, NO_COUNTS, reasonOf } from '../run/run-step.ts';
import type { PlatformCalls } from './calls.ts';
import type { PlatformItem } from './families.ts';
import type { PlatformSource } from './source.ts';

interface Warmable {
  warm(inputs: readonly PlatformItem[], options?: WarmOptions): Promise<readonly WarmOutcome[]>;
}

/** The two families, registered. */
export interface PlatformCaches {
  readonly order: Warmable;
  readonly tracking: Warmable;
}

export interface LaneOptions {
  readonly source: PlatformSource;
  readonly caches: PlatformCaches;
  readonly calls: PlatformCalls;
  /** UTC milliseconds. */
  readonly since: number;
  readonly expiringWithin: number;
  readonly signal: AbortSignal;
  /** Milliseconds of a clock that only goes forward. */
  readonly elapsed: () => number;
  /** Resolves when warmup may go on. */
  readonly mayGoOn: () => Promise<void>;
  readonly isDone: (call: Pick<PlatformEntry, 'platform' | 'what' | 'number'>) => boolean;
  readonly onTotal: (calls: number) => void;
  readonly onDone: (entry: PlatformEntry) => void;
}

/** After so many failed orders in a row (each tried three times) the platform is down, not the order bad. */
const MOST_FAILURES_IN_A_ROW = 5;
const CALLS_AN_ORDER = ['order', 'tracking'] as const;

/** Resolves when there is nothing left to ask, or the signal aborts. */
export async function runLane(options: LaneOptions): Promise<void> {
  const numbers = await listNumbers(options);
  options.onTotal(numbers.length * CALLS_AN_ORDER.length);
  let failures = 0;
  for (const number of numbers) {
    for (const what of CALLS_AN_ORDER) {
      if (options.isDone({ platform: options.source.name, what, number })) continue;
      await options.mayGoOn();
      const entry = await warmOne(options, what, number);
      if (options.signal.aborted) return;
      options.onDone(entry);
      failures = entry.reason ? failures + 1 : 0;
      if (failures >= MOST_FAILURES_IN_A_ROW) return;
    }
  }
}

async function listNumbers({ source, calls, since, signal, elapsed, mayGoOn, onDone }: LaneOptions): Promise<string[]> {
  const began = elapsed();
  const entry = { entry: 'platform', platform: source.name, number: null, what: 'numbers' } as const;
  await mayGoOn();
  try {
    const context = { priority: 'background', signal, triesItself: source.triesItself } as const;
    const numbers = await calls.run(source.name, context, (inner) => source.recentOrderNumbers(since, inner));
    onDone({ ...entry, items: NO_COUNTS, milliseconds: elapsed() - began, reason: null });
    return [...new Set(numbers)];
  } catch (error) {
    if (signal.aborted) return [];
    const items = { ...NO_COUNTS, failed: 1 };
    onDone({ ...entry, items, milliseconds: elapsed() - began, reason: reasonOf(error) });
    return [];
  }
}

async function warmOne(
  { source, caches, expiringWithin, signal, elapsed }: LaneOptions,
  what: (typeof CALLS_AN_ORDER)[number],
  number: string,
): Promise<PlatformEntry> {
  const began = elapsed();
  let reason: Reason | null = null;
  const note = (_index: number, error: unknown) => {
    reason = reasonOf(error);
  };
  const entry = { entry: 'platform', platform: source.name, number, what } as const;
  try {
    const input = { platform: source.name, number };
    const outcomes = await caches[what].warm([input], { expiringWithin, signal, onFailed: note });
    const items = countOutcomes(outcomes);
    const failed: Reason | null = items.failed > 0 ? (reason ?? reasonOf(null)) : null;
    return { ...entry, items, milliseconds: elapsed() - began, reason: failed };
  } catch (error) {
    const items = { ...NO_COUNTS, failed: 1 };
    return { ...entry, items, milliseconds: elapsed() - began, reason: reasonOf(error) };
  }
}
