/** Makes warm what one scope needs at one stage. A target that fails does not keep the others from being warmed. */
import type { Reason, WarmupCounts, WarmupFailure } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { WarmOutcome } from '../../cache/index.ts';
import type { WarmStep } from '../plan/plan-steps.ts';
import type { WarmRequest, WarmTarget } from '../plan/target.ts';

export interface StepResult {
  readonly items: WarmupCounts;
  /** Single orders that are warm now. */
  readonly orders: number;
  readonly milliseconds: number;
  readonly failures: readonly WarmupFailure[];
}

export interface StepOptions extends Omit<WarmRequest, 'stage' | 'rank'> {
  readonly targets: readonly WarmTarget[];
  /** Also what goes stale within so many milliseconds is loaded anew. */
  readonly expiringWithin: number;
  /** Milliseconds of a clock that only goes forward. */
  readonly elapsed: () => number;
}

export const NO_COUNTS: WarmupCounts = { fresh: 0, loaded: 0, not_modified: 0, missing: 0, failed: 0 };

const COUNTED: Readonly<Record<WarmOutcome, keyof WarmupCounts>> = {
  fresh: 'fresh',
  loaded: 'loaded',
  'not-modified': 'not_modified',
  missing: 'missing',
  failed: 'failed',
};

/** Gives the sum of two counts. */
export function addCounts(a: WarmupCounts, b: WarmupCounts): WarmupCounts {
  return {
    fresh: a.fresh + b.fresh,
    loaded: a.loaded + b.loaded,
    not_modified: a.not_modified + b.not_modified,
    missing: a.missing + b.missing,
    failed: a.failed + b.failed,
  };
}

/** Gives how often each outcome came. */
export function countOutcomes(outcomes: readonly WarmOutcome[]): WarmupCounts {
  const counts = { ...NO_COUNTS };
  for (const outcome of outcomes) counts[COUNTED[outcome]]++;
  return counts;
}

/** Gives an error as a reason that can be shown. */
export function reasonOf(error: unknown): Reason {
  if (error instanceof AppError) return { code: error.code, details: { ...error.details } };
  return { code: 'INTERNAL', details: {} };
}

/** @throws AppError CANCELLED when the signal aborts; the step then counts as not done. */
export async function runStep(step: WarmStep, options: StepOptions): Promise<StepResult> {
  const began = options.elapsed();
  let items = NO_COUNTS;
  let orders = 0;
  const failures: WarmupFailure[] = [];
  for (const target of options.targets) {
    const result = await warmOne(target, step, options);
    items = addCounts(items, result.items);
    if (target.orders) orders += result.items.fresh + result.items.loaded + result.items.not_modified;
    failures.push(...result.failures);
  }
  return { items, orders, milliseconds: options.elapsed() - began, failures };
}

async function warmOne(
  target: WarmTarget,
  step: WarmStep,
  options: StepOptions,
): Promise<Pick<StepResult, 'items' | 'failures'>> {
  const { kind, days, signal, expiringWithin } = options;
  const reasons = new Map<string, { reason: Reason; items: number }>();
  function note(error: unknown, items = 1): void {
    const reason = reasonOf(error);
    const known = reasons.get(reason.code);
    reasons.set(reason.code, { reason, items: (known?.items ?? 0) + items });
  }
  // Until it is planned, a target counts as one item.
  let size = 1;
  let items = NO_COUNTS;
  try {
    const batch = await target.plan(step.scope, { stage: step.stage, rank: step.rank, kind, days, signal });
    if (!batch) return { items, failures: [] };
    size = batch.size;
    const outcomes = await batch.warm({ expiringWithin, signal, onFailed: (_index, error) => note(error) });
    items = countOutcomes(outcomes);
  } catch (error) {
    if (signal.aborted) throw new AppError('CANCELLED', { cause: error });
    note(error, size);
    items = { ...NO_COUNTS, failed: size };
  }
  // What was cut off in the middle is not done, however its items ended.
  if (signal.aborted) throw new AppError('CANCELLED');
  const named = [...reasons.values()].reduce((sum, one) => sum + one.items, 0);
  if (named < items.failed) note(null, items.failed - named);
  return { items, failures: [...reasons.values()].map((one) => ({ target: target.name, ...one })) };
}
