/**
 * Called by name between two durable steps. It does nothing; a simulation ends the process there, so that every order in which
 * a crash can leave things is tried.
 */
export type CrashPoint = (name: CrashPointName) => void;

export const CRASH_POINTS = [
  /** The database has it, its mirror does not. */
  'outbox.committed',
  /** Both have it, and nobody has been told. */
  'outbox.mirrored',
  /** About to be sent, and the outbox says so. */
  'push.taken',
  /** The platform has answered, and nothing here knows. */
  'push.answered',
  'push.settled',
  /** What the platform said was read, and not yet taken in. */
  'push.read',
] as const;
export type CrashPointName = (typeof CRASH_POINTS)[number];

export const noCrash: CrashPoint = () => undefined;
