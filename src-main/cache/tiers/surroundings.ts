/** What the tiers are handed of the engine around them. */

/** Runs `work` after so many milliseconds without keeping the process alive; gives the way to call it off. */
export type Later = (milliseconds: number, work: () => void) => () => void;

export interface TierLog {
  write(level: 'debug' | 'info' | 'warn' | 'error', message: string, details: Record<string, unknown>): void;
}
