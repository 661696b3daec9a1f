/** How we stand with the head office: what came of the last exchange, told to staff once and not at every try. */
import type { OfficeStatus, Reason, SyncProgress } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import { backoff } from '../../resilience/index.ts';
import { instantOf } from '../instant.ts';
import { reasonOf } from '../reason.ts';
import type { HeadOfficeOptions } from './head-office.ts';
import type { Heartbeat } from './heartbeat.ts';
import type { RoundResult } from './round.ts';

export interface Standing {
  /** The last exchange came to nothing. */
  readonly failing: boolean;
  /** The last exchange went well: the office answers, and understands us. */
  readonly sound: boolean;
  catchingUp(progress: SyncProgress): void;
  succeeded(result: RoundResult): Promise<void>;
  /** Gives for how many milliseconds to leave it alone. */
  failed(error: unknown): number;
  /** Nothing is under way any more, however it ended. */
  ended(): void;
  /** What staff are shown. */
  status(paused: boolean): Promise<OfficeStatus>;
}

/** Whoever was refused asks again, but seldom: somebody may have put it right. */
const REFUSED_REST_MILLISECONDS = 5 * 60_000;

/** Makes it, with nothing known of the office yet. */
export function createStanding(options: HeadOfficeOptions, heartbeat: Pick<Heartbeat, 'silent'>): Standing {
  const { reader, writer, now, random, log, note, onChange } = options;
  let failures = 0;
  let problem: AppError | null = null;
  let succeededOnce = false;
  let progress: SyncProgress | null = null;

  function stateNow(paused: boolean): OfficeStatus['state'] {
    if (paused) return 'paused';
    if (heartbeat.silent || problem?.code === 'OFFICE_UNREACHABLE') return 'unreachable';
    if (problem) return 'refused';
    if (!succeededOnce && !progress) return 'connecting';
    return progress ? 'catching-up' : 'active';
  }

  function reason(parked: Reason | null): Reason | null {
    if (heartbeat.silent && !problem) return { code: 'OFFICE_UNREACHABLE', details: {} };
    if (!problem) return parked;
    return reasonOf(problem);
  }

  return {
    get failing() {
      return problem !== null;
    },
    get sound() {
      return succeededOnce && problem === null;
    },
    catchingUp(next) {
      progress = next;
      onChange();
    },
    async succeeded({ pushed, pulled }) {
      if (problem) {
        log.info('the head office answers again');
        note?.({ level: 'info', event: 'office-back', details: {} });
      }
      failures = 0;
      problem = null;
      succeededOnce = true;
      if (pushed + pulled > 0) {
        log.info('exchanged with the head office', { pushed, pulled });
        note?.({ level: 'info', event: 'office-exchanged', details: { pushed, pulled } });
      }
      const { waiting, waitingSince } = await reader.read('office.state', undefined);
      const since = waiting === 0 ? null : (waitingSince ?? now());
      await writer.write('office.noteState', { waitingSince: since, lastSuccess: now() });
    },
    failed(error) {
      const known = error instanceof AppError ? error : new AppError('INTERNAL', { action: 'retry', cause: error });
      failures += 1;
      // Told once, not at every try.
      if (problem?.code !== known.code) {
        log.write(known.code === 'INTERNAL' ? 'error' : 'warn', 'no exchange with the head office', { error: known });
        note?.({ level: 'warning', event: 'office-lost', details: { ...plain(known), code: known.code } });
      }
      problem = known;
      if (known.action === 'retry' || known.action === 'throttle') return backoff(failures, random());
      return REFUSED_REST_MILLISECONDS;
    },
    ended() {
      progress = null;
      onChange();
    },
    async status(paused) {
      const state = stateNow(paused);
      const kept = await reader.read('office.state', undefined);
      const aside = await reader.read('office.parked', undefined);
      if (kept.waiting > 0 && kept.waitingSince === null) {
        await writer.write('office.noteState', { waitingSince: now(), lastSuccess: null });
      }
      return {
        state,
        lastSuccess: instantOf(kept.lastSuccess),
        waiting: kept.waiting,
        waitingSince: kept.waiting === 0 ? null : instantOf(kept.waitingSince ?? now()),
        progress,
        parked: aside.parked,
        problem: reason(aside.problem),
      };
    },
  };
}

/** What an error's sentence is filled with. */
function plain({ details }: AppError): Record<string, string | number> {
  const fills = Object.entries(details).filter(
    (entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number',
  );
  return Object.fromEntries(fills);
}
