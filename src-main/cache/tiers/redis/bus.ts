/**
 * Tells other processes what is no longer valid, and hears them. Every act has a place in a log that Redis keeps, so
 * that a message that got lost is noticed and fetched. What lies in this process may be given without asking Redis only
 * while a heartbeat of the last two seconds has shown that everything up to then was heard; whoever invalidates waits
 * until each living process has followed, or cannot have such a heartbeat any more.
 */
import { randomUUID } from 'node:crypto';
import type { Later } from '../../../resilience/index.ts';
import type { BusMessage } from '../../tier.ts';
import type { BusPosition } from '../recovery/recovery-store.ts';
import type { TierLog } from '../surroundings.ts';
import { type Act, type Line, messageOf, readLine, writeLine } from './bus-line.ts';
import type { RedisClient } from './client.ts';
import type { Names } from './names.ts';
import { ANNOUNCE, HEARTBEAT, LEAVE, READ_LOG } from './scripts.ts';

/** For so long after a heartbeat may a process rely on having heard everything. */
export const LEASE_MILLISECONDS = 2_000;
/** How long a message may be under way before it is fetched from the log. */
const UNDER_WAY_MILLISECONDS = 40;
/** Acts that the log keeps; whoever missed more begins anew. */
const LOG_LENGTH = 1_000;

export interface BusOptions {
  readonly client: RedisClient;
  readonly names: Names;
  readonly engine: string;
  readonly dataset: string;
  /** No other data directory has this data set: nobody else can make its entries invalid. */
  readonly private: boolean;
  /** Where an earlier process of this engine had got to. */
  readonly position: BusPosition | null;
  readonly onPosition: (position: BusPosition) => void;
  /** The server began anew: what this process did lately may have been lost with the old one. */
  readonly onNewRun: () => void;
  readonly log: TierLog;
  readonly later: Later;
  /** UTC milliseconds. */
  readonly now: () => number;
  /** Milliseconds that only ever go up. */
  readonly clock: () => number;
}

export interface LoggedActs {
  readonly run: string;
  /** All acts of others since the position, or null when some of them are not known any more. */
  readonly lines: readonly Line[] | null;
}

export interface Bus {
  listen(listener: (message: BusMessage) => void | Promise<void>): void;
  /** Rejects when Redis does not take it. */
  heartbeat(): Promise<void>;
  trusted(): boolean;
  /** Tells an act that is about to be done: nobody waits. Rejects when Redis does not take it. */
  intend(act: Act): Promise<void>;
  /**
   * Tells an act that has been done. Rejects when Redis does not take it. `followed` resolves once no living process
   * gives what the act concerns.
   */
  tell(act: Act): Promise<{ readonly followed: Promise<void> }>;
  /** How far this process has heard; null before the first heartbeat ever. */
  position(): BusPosition | null;
  /** What others did after a position; from the begin of the present run where the position is of another. */
  actsSince(position: BusPosition | null): Promise<LoggedActs>;
  /** Every channel whose messages belong to the bus. */
  readonly channels: readonly string[];
  onMessage(channel: string, message: string): void;
  /** Tells the others not to wait for this process any more. */
  leave(): Promise<void>;
  close(): void;
}

interface Waiting extends PromiseWithResolvers<void> {
  readonly heard: Set<string>;
  /** Null until it is known who lives. */
  outstanding: Set<string> | null;
}

export function createBus(options: BusOptions): Bus {
  const { client, names, engine, dataset, log, later, now, clock } = options;
  const self = `${engine}.${randomUUID().slice(0, 8)}`;
  const busKeys = [names.run, names.sequence, names.log, names.live];
  const answers = new Map<string, Waiting>();
  let listener: ((message: BusMessage) => void | Promise<void>) | null = null;
  let position = options.position;
  let trustedClock = Number.NEGATIVE_INFINITY;
  let trustedTime = Number.NEGATIVE_INFINITY;
  let closed = false;

  function note(error: unknown): void {
    log.write('debug', 'bus call failed', { error: String(error) });
  }

  async function hand(message: BusMessage): Promise<void> {
    try {
      await listener?.(message);
    } catch (error) {
      log.write('error', 'a message of another process could not be followed', { error: String(error) });
    }
  }

  /** What the listener does at once is done when this returns; the answer is sent when it has ended. */
  function follow(line: Line): void {
    if (line.engine === engine) return;
    void hand(messageOf(line, dataset)).then(() => {
      if (line.done && !closed) client.call('PUBLISH', names.answers(line.process), `${line.act} ${self}`).catch(note);
    });
  }

  function reach(next: BusPosition): void {
    position = next;
    options.onPosition(next);
  }

  function hearGap(): void {
    void hand({ type: 'gap', scope: options.private ? 'shared' : 'all' });
  }

  function hearLine(text: string): void {
    const line = readLine(text);
    if (line === null) return;
    follow(line);
    // A hole before it is closed by the next heartbeat, from the log.
    if (position !== null && line.sequence === position.sequence + 1) reach({ ...position, sequence: line.sequence });
  }

  function hearAnswer(text: string): void {
    const [act = '', from = ''] = text.split(' ');
    const waiting = answers.get(act);
    waiting?.heard.add(from);
    if (waiting?.outstanding?.delete(from) && waiting.outstanding.size === 0) waiting.resolve();
  }

  async function readLog(since: BusPosition | null): Promise<LoggedActs & { last: number }> {
    const args = [since?.run ?? '', since?.sequence ?? 0];
    const [run, last, whole, texts] = (await client.run(READ_LOG, busKeys, args)) as [string, number, number, string[]];
    const lines = texts.map(readLine).filter((line) => line !== null);
    return { run, last, lines: whole === 1 ? lines : null };
  }

  /** Hears from the log what did not come by itself. */
  async function catchUp(): Promise<void> {
    const before = position;
    const { run, last, lines } = await readLog(before);
    if (before !== position) return catchUp();
    const newRun = before?.run !== run;
    if (lines === null || newRun) hearGap();
    else for (const line of lines) follow(line);
    reach({ run, sequence: last });
    if (newRun && before !== null) options.onNewRun();
  }

  const hasHeard = (run: string, sequence: number) => position?.run === run && position.sequence >= sequence;

  async function heartbeat(): Promise<void> {
    const began = clock();
    const beganAt = now();
    const [run, sequence] = (await client.run(HEARTBEAT, busKeys, [self, LEASE_MILLISECONDS])) as [string, number];
    if (!hasHeard(run, sequence) && position?.run === run) {
      await new Promise<void>((resolve) => later(UNDER_WAY_MILLISECONDS, resolve));
    }
    if (!hasHeard(run, sequence)) await catchUp();
    if (closed) return;
    trustedClock = began + LEASE_MILLISECONDS;
    trustedTime = beganAt + LEASE_MILLISECONDS;
  }

  function lineOf(did: Act, act: string, done: boolean): Line {
    return { sequence: 0, engine, process: self, dataset, act, done, did };
  }

  async function announce(line: Line): Promise<[string, number][]> {
    const args = [names.channel, writeLine(line), LOG_LENGTH];
    const [, , live] = (await client.run(ANNOUNCE, busKeys, args)) as [string, number, (string | number)[]];
    const members: [string, number][] = [];
    for (let at = 0; at + 1 < live.length; at += 2) members.push([String(live[at]), Number(live[at + 1])]);
    return members.filter(([process]) => process !== self);
  }

  async function tell(did: Act): Promise<{ followed: Promise<void> }> {
    const act = randomUUID();
    const waiting: Waiting = { heard: new Set(), outstanding: null, ...Promise.withResolvers<void>() };
    answers.set(act, waiting);
    try {
      const living = await announce(lineOf(did, act, true));
      // Answers may overtake the answer to the call that asked for them.
      const others = living.filter(([process]) => !waiting.heard.has(process));
      waiting.outstanding = new Set(others.map(([process]) => process));
      return { followed: allFollowed(act, waiting, Math.max(0, ...others.map(([, left]) => left))) };
    } catch (error) {
      answers.delete(act);
      throw error;
    }
  }

  /** Whoever has not answered when its lease is at its end does not rely on what it holds any more. */
  async function allFollowed(act: string, waiting: Waiting, longest: number): Promise<void> {
    if (waiting.outstanding?.size !== 0) {
      const callOff = later(longest, waiting.resolve);
      await waiting.promise;
      callOff();
    }
    answers.delete(act);
  }

  return {
    listen(next) {
      listener = next;
    },
    heartbeat,
    trusted: () => clock() < trustedClock && now() < trustedTime,
    async intend(did) {
      await announce(lineOf(did, randomUUID(), false));
    },
    tell,
    position: () => position,
    async actsSince(since) {
      const { run, lines } = await readLog(since);
      return { run, lines: lines?.filter((line) => line.engine !== engine) ?? null };
    },
    channels: [names.channel, names.answers(self)],
    onMessage(channel, message) {
      if (channel === names.channel) hearLine(message);
      else if (channel === names.answers(self)) hearAnswer(message);
    },
    async leave() {
      await client.run(LEAVE, [names.live], [self]);
    },
    close() {
      closed = true;
      trustedClock = Number.NEGATIVE_INFINITY;
    },
  };
}
