/**
 * Keeps this computer and the head office together: round by round, by itself, and says truly how far it is. Whatever ends a
 * round, the next one goes on there; nothing here waits for it.
 */
import type { OfficeStatus, Reason, SyncProgress } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { Reader, Writer } from '../../database/index.ts';
import type { Log } from '../../logging/index.ts';
import { backoff, type Later, type LeaseStore } from '../../resilience/index.ts';
import type { OfficeReadTasks, OfficeWriteTasks } from './local/tasks.ts';
import type { Office } from './office.ts';
import { type OfficeCrashPoint, officeRound, type RoundResult } from './round.ts';

export interface HeadOfficeSettings {
  readonly role: 'store' | 'office';
  readonly stores: readonly string[];
  readonly sendContacts: boolean;
  readonly everySeconds: number;
}

export interface OfficeSetup {
  /** Called once; nothing needs to be reached yet. */
  readonly connect: () => Promise<Office>;
  readonly settings: () => HeadOfficeSettings;
  readonly crashPoint?: OfficeCrashPoint;
  /** What tells this computer from another one with a copy of its disk. */
  readonly computer: string;
}

export interface HeadOfficeOptions {
  readonly reader: Reader<OfficeReadTasks>;
  readonly writer: Writer<OfficeWriteTasks>;
  /** Null: there is none. */
  readonly setup: OfficeSetup | null;
  /** UTC milliseconds. */
  readonly now: () => number;
  readonly later: Later;
  /** In [0, 1). */
  readonly random: () => number;
  readonly log: Log;
  /** What `status` says is another. */
  readonly onChange: () => void;
  /** Orders, products or stock of this store were written. */
  readonly onData: (storeId: number) => void;
}

export interface HeadOffice {
  /** Notes from here on what changes, or no more where there is no office. Nothing is connected. */
  open(): Promise<void>;
  /** Exchanges by itself from now on. */
  start(): void;
  /** Now, whatever was due later. */
  syncNow(): void;
  /** The line is back: soon, not everybody at once. */
  networkReturned(): void;
  /** Ends what is under way; what changes is kept meanwhile, and it goes on where it was. */
  pause(paused: boolean): void;
  status(): Promise<OfficeStatus>;
  /** Null while it cannot be asked. */
  claims(): LeaseStore | null;
  /** Resolves when nothing of it runs any more. */
  close(): Promise<void>;
}

/** A round with more than this is shown as catching up. */
const MANY_ROWS = 1_000;
/** After the line came back, each takes its turn within so long. */
const RETURN_SPREAD_MILLISECONDS = 15_000;
/** Whoever was refused asks again, but seldom: somebody may have put it right. */
const REFUSED_REST_MILLISECONDS = 5 * 60_000;
/** How long a round that is under way may take when the app ends. */
const CLOSE_MILLISECONDS = 5_000;

interface OpenOffice {
  readonly side: Office;
  readonly settings: () => HeadOfficeSettings;
}

interface Round {
  readonly running: Promise<void>;
  readonly stop: AbortController;
}

export function createHeadOffice(options: HeadOfficeOptions): HeadOffice {
  const { reader, writer, setup, now, later, random, log, onChange } = options;
  const crashPoint = setup?.crashPoint ?? (() => undefined);
  let office: OpenOffice | null = null;
  let origin = '';
  let round: Round | null = null;
  let again = false;
  let started = false;
  let paused = false;
  let closed = false;
  let failures = 0;
  let succeededOnce = false;
  let problem: AppError | null = null;
  let progress: SyncProgress | null = null;
  let callOff: () => void = () => undefined;

  function plan(milliseconds: number): void {
    callOff();
    if (closed || !started || paused || !office) return;
    callOff = later(milliseconds, begin);
  }

  function begin(): void {
    if (closed || paused || !office) return;
    if (round) {
      again = true;
      return;
    }
    callOff();
    const stop = new AbortController();
    round = { stop, running: run(office, stop.signal) };
  }

  async function run(present: OpenOffice, signal: AbortSignal): Promise<void> {
    let rest = present.settings().everySeconds * 1_000;
    try {
      const result = await exchange(present, signal);
      if (problem) log.info('the head office answers again');
      failures = 0;
      problem = null;
      succeededOnce = true;
      await succeeded(result);
    } catch (error) {
      if (!signal.aborted) rest = failed(error);
    }
    round = null;
    progress = null;
    onChange();
    if (again && failures === 0) {
      again = false;
      begin();
    } else {
      again = false;
      plan(rest);
    }
  }

  async function exchange(present: OpenOffice, signal: AbortSignal): Promise<RoundResult> {
    const { role, stores, sendContacts } = present.settings();
    const { epoch } = await present.side.open();
    if (await writer.write('office.meet', { epoch })) log.info('a head office that is new to this computer');
    const began = now();
    return officeRound({
      office: present.side,
      reader,
      writer,
      who: { origin, mayChange: role === 'office' },
      scope: { all: role === 'office', stores },
      withContacts: sendContacts,
      signal,
      crashPoint,
      onProgress(done, total) {
        if (total <= MANY_ROWS) return;
        const secondsLeft = done === 0 ? null : Math.max(0, ((now() - began) / 1_000 / done) * (total - done));
        progress = { stage: 'catch-up', done, total, secondsLeft };
        onChange();
      },
      onData: (ids) => ids.forEach(options.onData),
    });
  }

  async function succeeded({ pushed, pulled }: RoundResult): Promise<void> {
    if (pushed + pulled > 0) log.info('exchanged with the head office', { pushed, pulled });
    const { waiting, waitingSince } = await reader.read('office.state', undefined);
    const since = waiting === 0 ? null : (waitingSince ?? now());
    await writer.write('office.noteState', { waitingSince: since, lastSuccess: now() });
  }

  /** Gives how long to leave it alone. */
  function failed(error: unknown): number {
    const known = error instanceof AppError ? error : new AppError('INTERNAL', { action: 'retry', cause: error });
    failures += 1;
    // Told once, not at every try.
    if (problem?.code !== known.code) {
      log.write(known.code === 'INTERNAL' ? 'error' : 'warn', 'no exchange with the head office', { error: known });
    }
    problem = known;
    if (known.action === 'retry' || known.action === 'throttle') return backoff(failures, random());
    return REFUSED_REST_MILLISECONDS;
  }

  function stateNow(): OfficeStatus['state'] {
    if (!office) return 'none';
    if (paused) return 'paused';
    if (problem?.code === 'OFFICE_UNREACHABLE') return 'unreachable';
    if (problem) return 'refused';
    return progress ? 'catching-up' : 'active';
  }

  function reason(): Reason | null {
    return problem && { code: problem.code, details: { ...problem.details } };
  }

  return {
    async open() {
      if (setup) office = { side: await setup.connect(), settings: setup.settings };
      await writer.write('office.arrange', {
        on: setup !== null,
        origin: newOrigin(random),
        computer: setup?.computer ?? '',
      });
      origin = (await reader.read('office.state', undefined)).origin ?? '';
    },
    start() {
      if (started) return;
      started = true;
      plan(0);
    },
    syncNow: begin,
    networkReturned() {
      if (started && !round) plan(random() * RETURN_SPREAD_MILLISECONDS);
    },
    pause(next) {
      paused = next;
      callOff();
      if (paused) round?.stop.abort();
      else plan(0);
      onChange();
    },
    async status() {
      const state = stateNow();
      if (state === 'none') return NO_OFFICE;
      const kept = await reader.read('office.state', undefined);
      if (kept.waiting > 0 && kept.waitingSince === null) {
        await writer.write('office.noteState', { waitingSince: now(), lastSuccess: null });
      }
      return {
        state,
        lastSuccess: instantOf(kept.lastSuccess),
        waiting: kept.waiting,
        waitingSince: kept.waiting === 0 ? null : instantOf(kept.waitingSince ?? now()),
        progress,
        problem: reason(),
      };
    },
    // Nothing was exchanged yet: whether it can be asked, and is of our version, is not known.
    claims: () => (office && succeededOnce && !problem && !paused ? (office.side.claims ?? null) : null),
    async close() {
      closed = true;
      callOff();
      if (round) {
        round.stop.abort();
        const { promise, resolve } = Promise.withResolvers<void>();
        const giveUp = later(CLOSE_MILLISECONDS, resolve);
        await Promise.race([round.running, promise]);
        giveUp();
      }
      await office?.side.close();
    },
  };
}

const NO_OFFICE: OfficeStatus = {
  state: 'none',
  lastSuccess: null,
  waiting: 0,
  waitingSince: null,
  progress: null,
  problem: null,
};

const instantOf = (at: number | null) => (at === null ? null : new Date(at).toISOString());

/** Two computers never have the same. */
function newOrigin(random: () => number): string {
  const word = () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  return `${word()}${word()}${word()}${word()}`;
}
