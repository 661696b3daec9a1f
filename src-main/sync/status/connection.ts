/**
 * Whether the internet can be reached, known within two seconds of a change. Calls count at once, by how they end; while nobody
 * calls, a small probe asks.
 */
import type { ConnectionState } from '#shared/contract/index.ts';
import type { Later } from '../../resilience/index.ts';

/** `captive`: something else answers in place of the target, such as a hotel's sign-in page. */
export type ProbeResult = 'reached' | 'captive' | 'unreachable';

export interface ConnectionOptions {
  /** Whether any of the computer's interfaces is up. Cheap. */
  readonly linkUp: () => boolean;
  /**
   * Asks whether anybody we talk to can be reached. `thorough`: also whether it is really them; only after something changed,
   * for it costs the other side more.
   */
  readonly probe: (thorough: boolean, signal: AbortSignal) => Promise<ProbeResult>;
  /** False: there is nobody to be reached, so nobody is bothered; the link alone decides. */
  readonly hasTargets: () => boolean;
  /** UTC milliseconds. */
  readonly now: () => number;
  readonly later: Later;
  readonly onChange: (state: ConnectionState, before: ConnectionState) => void;
}

export interface Connection {
  readonly state: ConnectionState;
  /** UTC milliseconds. */
  readonly since: number;
  /** Somebody answered. */
  heard(): void;
  /** Nobody answered: it is looked into at once. */
  missed(): void;
  /** The computer woke up. */
  woke(): void;
  start(): void;
  close(): void;
}

const LOOK_EVERY_MILLISECONDS = 1_000;
/** Nothing heard for so long: ask. With the probe's own deadline this stays within two seconds. */
const QUIET_MILLISECONDS = 900;
const PROBE_MILLISECONDS = 900;
/** A timer that comes so much too late was slept through. */
const SLEPT_MILLISECONDS = 5_000;

/** Makes it; nothing is looked at before `start`. */
export function createConnection(options: ConnectionOptions): Connection {
  const { linkUp, probe, hasTargets, now, later, onChange } = options;
  let state: ConnectionState = 'online';
  let since = now();
  let heardAt = Number.NEGATIVE_INFINITY;
  let lookedAt = now();
  /** Numbers what was learnt: a probe that began before the last of it does not count any more. */
  let round = 0;
  let probing = false;
  /** A call found nobody since the last answer: the next probe checks certificates too. */
  let doubted = false;
  let callOff: () => void = () => undefined;
  let endProbe: () => void = () => undefined;
  let closed = false;

  function become(next: ConnectionState): void {
    if (next === state) return;
    const before = state;
    state = next;
    since = now();
    onChange(next, before);
  }

  function ask(): void {
    if (probing || closed) return;
    probing = true;
    const mine = ++round;
    const thorough = doubted || state !== 'online';
    const controller = new AbortController();
    const callOffDeadline = later(PROBE_MILLISECONDS, () => controller.abort());
    endProbe = () => controller.abort();
    const end = (result: ProbeResult) => {
      callOffDeadline();
      probing = false;
      if (mine !== round || closed) return;
      if (result === 'reached') heardAt = now();
      doubted &&= result !== 'reached' || !thorough;
      become(result === 'reached' ? 'online' : result === 'captive' ? 'captive' : 'offline');
    };
    // A probe that fails has reached nobody: that is its answer, whatever the error.
    probe(thorough, controller.signal).then(end, () => end('unreachable'));
  }

  function look(): void {
    const at = now();
    const slept = at - lookedAt > SLEPT_MILLISECONDS;
    lookedAt = at;
    if (slept) woke();
    else if (!linkUp()) {
      round++;
      become('offline');
    } else if (!hasTargets()) become('online');
    else if (at - heardAt >= QUIET_MILLISECONDS || heardAt > at) ask();
    if (!closed) callOff = later(LOOK_EVERY_MILLISECONDS, look);
  }

  function woke(): void {
    if (!hasTargets() && linkUp()) {
      become('online');
      return;
    }
    round++;
    become('asleep');
    heardAt = Number.NEGATIVE_INFINITY;
    if (!linkUp()) become('offline');
    else ask();
  }

  return {
    get state() {
      return state;
    },
    get since() {
      return since;
    },
    heard() {
      round++;
      doubted = false;
      heardAt = now();
      become('online');
    },
    missed() {
      doubted = true;
      heardAt = Number.NEGATIVE_INFINITY;
      if (linkUp()) ask();
      else become('offline');
    },
    woke,
    start() {
      lookedAt = now();
      look();
    },
    close() {
      closed = true;
      callOff();
      endProbe();
    },
  };
}
