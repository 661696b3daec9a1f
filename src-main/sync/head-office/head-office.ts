/**
 * Keeps this computer and the head office together: round by round, by itself, and says truly how far it is. Whatever ends a
 * round, the next one goes on there; nothing here waits for it.
 */
import type { OfficeStatus } from '#shared/contract/index.ts';
import type { Reader, Writer } from '../../database/index.ts';
import type { Log } from '../../logging/index.ts';
import type { Later, LeaseStore } from '../../resilience/index.ts';
import { createSeed } from '../outbox/index.ts';
import { createExchange, type OpenOffice } from './exchange.ts';
import { createHeartbeat } from './heartbeat.ts';
import type { OfficeReadTasks, OfficeWriteTasks } from './local/tasks.ts';
import type { Office } from './office.ts';
import type { OfficeCrashPoint } from './round.ts';
import { createStanding } from './standing.ts';

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

/** After the line came back, each takes its turn within so long. */
const RETURN_SPREAD_MILLISECONDS = 15_000;
/** How long a round that is under way may take when the app ends. */
const CLOSE_MILLISECONDS = 5_000;

interface Round {
  readonly running: Promise<void>;
  readonly stop: AbortController;
}

/** Makes the exchange with the head office; nothing is connected before `open`. */
export function createHeadOffice(options: HeadOfficeOptions): HeadOffice {
  const { reader, writer, setup, later, random, log, onChange } = options;
  const heartbeat = createHeartbeat({ later, paused: () => paused, onChange: onHeartbeat });
  const standing = createStanding(options, heartbeat);
  const exchange = createExchange(options, standing.catchingUp);
  let office: OpenOffice | null = null;
  let origin = '';
  let round: Round | null = null;
  let again = false;
  let started = false;
  let paused = false;
  let closed = false;
  let callOff: () => void = () => undefined;

  function plan(milliseconds: number): void {
    callOff();
    if (closed || !started || paused || !office) return;
    callOff = later(milliseconds, begin);
  }

  function planAmongOthers(): void {
    plan(random() * RETURN_SPREAD_MILLISECONDS);
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
      await standing.succeeded(await exchange(present, origin, signal));
    } catch (error) {
      if (!signal.aborted) rest = standing.failed(error);
    }
    round = null;
    standing.ended();
    if (again && !standing.failing) {
      again = false;
      begin();
    } else {
      again = false;
      plan(rest);
    }
  }

  function onHeartbeat(): void {
    onChange();
    // It is back: what waits goes on at once, and not with everybody else's.
    if (!heartbeat.silent && standing.failing && !round) planAmongOthers();
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
      if (office) heartbeat.start(office.side);
    },
    syncNow() {
      // What was set aside may have been put right there.
      writer.write('office.unpark', undefined).then(begin, (error: unknown) => {
        log.warn('what the head office refused is not tried again', { error });
        begin();
      });
    },
    networkReturned() {
      if (started && !round) planAmongOthers();
    },
    pause(next) {
      paused = next;
      callOff();
      if (paused) round?.stop.abort();
      else plan(0);
      onChange();
    },
    status: () => (office ? standing.status(paused) : Promise.resolve(NO_OFFICE)),
    // Nothing was exchanged yet: whether it can be asked, and is of our version, is not known.
    claims: () => (office && standing.sound && !paused ? (office.side.claims ?? null) : null),
    async close() {
      closed = true;
      callOff();
      heartbeat.close();
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
