/** Gives a time in UTC milliseconds as the API writes instants: ISO 8601 in UTC. Null stays null. */
export function instantOf(at: number): string;
export function instantOf(at: number | null): string | null;
export function instantOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
