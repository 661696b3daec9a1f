/** What the tiers are handed of the engine around them. */

export interface TierLog {
  write(level: 'debug' | 'info' | 'warn' | 'error', message: string, details: Record<string, unknown>): void;
}
