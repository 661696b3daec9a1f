/**
 * Keeps this computer and the head office together: round by round, by itself, and says truly how far it is. Whatever ends a
 * round, the next one goes on there; nothing here waits for it.
 */
import type { OfficeStatus, Reason, SyncProgress } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { Reader, Writer } from '../../database/index.ts';
import type { Log } from '../../logging/index.ts';
import { backoff, type Later, type LeaseStore } from '../../resilience/index.ts';
import { instantOf } from '../instant.ts';
import { createSeed } from '../outbox/index.ts';
import { reasonOf } from '../reason.ts';
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
  /** A line for the log that staff read. */
  readonly note?: (line: OfficeNote) => void;
  /** What `status` says is another. */
  readonly onChange: () => void;
  /** Orders, products or stock of this store were written. */
  readonly onData: (storeId: number) => void;
}

export interface OfficeNote {
  readonly level: 'info' | 'warning' | 'error';
  readonly event: 'office-exchanged' | 'office-lost' | 'office-back' | 'office-left-out';
  readonly details: Readonly<Record<string, string | number | boolean>>;
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
/** Pause between two signs of life, and how late one may be: a change is noticed within two seconds. */
const BEAT_EVERY_MILLISECONDS = 900;
const BEAT_LATE_MILLISECONDS = 900;

interface OpenOffice {
  readonly side: Office;
  readonly settings: () => HeadOfficeSettings;
}

interface Round {
  readonly running: Promise<void>;
  readonly stop: AbortController;
}

/** Makes the exchange with the head office; nothing is connected before `open`. */
export function createHeadOffice(options: HeadOfficeOptions): HeadOffice {
  const { reader, writer, setup, now, later, random, log, onChange, note = () => undefined } = options;
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
  /** A backup can only take a database's place while no process has it. */
  let mayBeSetBack = true;
  let problem: AppError | null = null;
  let progress: SyncProgress | null = null;
  let callOff: () => void = () => undefined;
  let callOffBeat: () => void = () => undefined;
  /** It owes an answer for too long. */
  let silent = false;

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
      if (problem) {
        log.info('the head office answers again');
        note({ level: 'info', event: 'office-back', details: {} });
      }
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
    if (await writer.write('office.meet', { epoch })) {
      log.info('a head office that is new to this computer');
      mayBeSetBack = true;
    }
    const began = now();
    const result = await officeRound({
      office: present.side,
      reader,
      writer,
      who: { origin, mayChange: role === 'office' },
      scope: { all: role === 'office', stores },
      withContacts: sendContacts,
      mayBeSetBack,
      signal,
      crashPoint,
      onProgress(done, total) {
        if (total <= MANY_ROWS) return;
        const secondsLeft = done === 0 ? null : Math.max(0, ((now() - began) / 1_000 / done) * (total - done));
        progress = { stage: 'catch-up', done, total, secondsLeft };
        onChange();
      },
      onRefused(errors) {
        const { code, details } = errors[0]!;
        log.warn('the head office does not take rows', { rows: errors.length, error: errors[0] });
        const rule = String(details.rule ?? '');
        note({ level: 'warning', event: 'office-left-out', details: { rows: errors.length, code, rule } });
      },
      onSetBack: (products) => log.warn('this database was set back: what it had told is taken back', { products }),
      onData: (ids) => ids.forEach(options.onData),
    });
    mayBeSetBack = false;
    return result;
  }

  async function succeeded({ pushed, pulled }: RoundResult): Promise<void> {
    if (pushed + pulled > 0) {
      log.info('exchanged with the head office', { pushed, pulled });
      note({ level: 'info', event: 'office-exchanged', details: { pushed, pulled } });
    }
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
      note({ level: 'warning', event: 'office-lost', details: { ...plain(known), code: known.code } });
    }
    problem = known;
    if (known.action === 'retry' || known.action === 'throttle') return backoff(failures, random());
    return REFUSED_REST_MILLISECONDS;
  }

  /** Asks now and then for a sign of life: a server that hangs says nothing by itself. */
  function beat(): void {
    const side = office?.side;
    if (closed || !side?.beat) return;
    if (paused) {
      callOffBeat = later(BEAT_EVERY_MILLISECONDS, beat);
      return;
    }
    const callOffLate = later(BEAT_LATE_MILLISECONDS, () => hush(true));
    const next = () => {
      callOffLate();
      if (!closed) callOffBeat = later(BEAT_EVERY_MILLISECONDS, beat);
    };
    side.beat().then(
      () => {
        hush(false);
        next();
      },
      (error: unknown) => {
        // Whatever else is wrong the next round tells: here it counts whether anybody answers.
        hush(error instanceof AppError && error.code === 'OFFICE_UNREACHABLE');
        next();
      },
    );
  }

  function hush(next: boolean): void {
    if (silent === next || closed) return;
    silent = next;
    onChange();
    // It is back: what waits goes on at once, and not with everybody else's.
    if (!silent && problem && !round) plan(random() * RETURN_SPREAD_MILLISECONDS);
  }

  function stateNow(): OfficeStatus['state'] {
    if (!office) return 'none';
    if (paused) return 'paused';
    if (silent || problem?.code === 'OFFICE_UNREACHABLE') return 'unreachable';
    if (problem) return 'refused';
    if (!succeededOnce && !progress) return 'connecting';
    return progress ? 'catching-up' : 'active';
  }

  function reason(parked: Reason | null): Reason | null {
    if (silent && !problem) return { code: 'OFFICE_UNREACHABLE', details: {} };
    if (!problem) return parked;
    return reasonOf(problem);
  }

  return {
    async open() {
      if (setup) office = { side: await setup.connect(), settings: setup.settings };
      await writer.write('office.arrange', {
        on: setup !== null,
        // A name that no other computer has.
        origin: createSeed(random),
        computer: setup?.computer ?? '',
      });
      origin = (await reader.read('office.state', undefined)).origin ?? '';
    },
    start() {
      if (started) return;
      started = true;
      plan(0);
      if (office) beat();
    },
    syncNow() {
      // What was set aside may have been put right there.
      writer.write('office.unpark', undefined).then(begin, (error: unknown) => {
        log.warn('what the head office refused is not tried again', { error });
        begin();
      });
    },
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
    // Nothing was exchanged yet: whether it can be asked, and is of our version, is not known.
    claims: () => (office && succeededOnce && !problem && !paused ? (office.side.claims ?? null) : null),
    async close() {
      closed = true;
      callOff();
      callOffBeat();
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
  parked: 0,
  progress: null,
  problem: null,
};

/** What an error's sentence is filled with. */
function plain({ details }: AppError): Record<string, string | number> {
  const fills = Object.entries(details).filter(
    (entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number',
  );
  return Object.fromEntries(fills);
}
