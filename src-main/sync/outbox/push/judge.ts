/** What follows from what a platform answered: for each item, and for the shop as a whole. */
import { AppError, serializeError } from '#shared/domain/app-error.ts';
import { askedPause, backoff } from '../../../resilience/index.ts';
import type { PushOutcome } from '../../platform/index.ts';
import type { Verdict } from '../settle-task.ts';
import { LONGEST_WAIT_MILLISECONDS, type TakenItem } from '../take-task.ts';

export interface Judgement {
  readonly verdicts: readonly Verdict[];
  /** What stands in the way of the whole shop; null: nothing. */
  readonly shopFault: AppError | null;
}

/** Says of each item what became of it. */
export function judge(
  items: readonly TakenItem[],
  outcomes: readonly PushOutcome[],
  { platform, random }: { readonly platform: string; readonly random: () => number },
): Judgement {
  const byId = new Map(outcomes.map((outcome) => [outcome.changeId, outcome]));
  let shopFault: AppError | null = null;
  const verdicts = items.map((item): Verdict => {
    const outcome = byId.get(item.push.changeId);
    if (outcome?.outcome === 'done') return { id: item.id, verdict: 'done', version: outcome.version };
    if (outcome?.outcome === 'stale') return { id: item.id, verdict: 'stale', wait: staleWait(item, random) };
    // An answer that leaves an item out says nothing of it.
    const error = outcome?.error ?? new AppError('PLATFORM_UNREADABLE', { action: 'retry', details: { platform } });
    const own = !isOfShop(error) && !isOutage(error);
    if (!own) shopFault = error;
    return failed(item, error, { own, random });
  });
  return { verdicts, shopFault };
}

/** Somebody buys all the time: the first times it is only read anew at once. */
function staleWait({ tries }: TakenItem, random: () => number): number {
  return tries <= 3 ? 0 : backoff(tries - 3, random());
}

/** The verdict over an item that failed. `own`: by its own fault. */
export function failed(
  item: TakenItem,
  error: AppError,
  { own, random }: { readonly own: boolean; readonly random: () => number },
): Verdict {
  const pause = backoff(item.faults + 1, random(), askedPause(error) ?? 0);
  const wait = own ? Math.min(LONGEST_WAIT_MILLISECONDS, pause) : 0;
  // That this try did nothing says nothing of one before it.
  const sure = item.fresh && hasSurelyNotActed(error);
  return { id: item.id, verdict: 'failed', error: serializeError(error), own, sure, wait };
}

/** Whether a fault says something of the shop rather than of what was sent. */
export function isOfShop({ action }: AppError): boolean {
  return action === 'throttle' || action === 'reauthorise';
}

/** Nothing was done and it may go better later: the line, the clock or the shop, whatever was sent. */
function isOutage({ action, details }: AppError): boolean {
  return action === 'retry' && details.unsent === true;
}

/** A platform that refuses, throttles or wants another sign-in has answered, and done nothing. */
function hasSurelyNotActed({ action, details }: AppError): boolean {
  return action !== 'retry' || details.unsent === true;
}

/** Whatever is thrown becomes an AppError. What nobody foresaw may have happened before or after the sending. */
export function asFault(error: unknown): AppError {
  return error instanceof AppError ? error : new AppError('INTERNAL', { action: 'retry', cause: error });
}
