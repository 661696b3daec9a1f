/** One line of the bus: its place in the log, a space, and JSON that says who did what. */
import { LEVELS, type Level } from '../../level.ts';
import type { BusMessage } from '../../tier.ts';

/** What was done, without whom it concerns: that depends on who hears it. */
export type Act =
  | { readonly type: 'invalidate'; readonly tags: readonly string[] }
  | { readonly type: 'delete'; readonly keys: readonly string[] }
  | { readonly type: 'clear'; readonly level: Level | null };

export interface Line {
  readonly sequence: number;
  /** The engine that did it, whatever process it was at the time. */
  readonly engine: string;
  /** Where it wants to hear that it was followed. */
  readonly process: string;
  /** The scope of its data set. */
  readonly dataset: string;
  /** The same for the two times that an act is told. */
  readonly act: string;
  /** False when it is told before it is done: to be followed, but nobody waits for it. */
  readonly done: boolean;
  readonly did: Act;
}

export function writeLine({ sequence: _, ...line }: Line): string {
  return JSON.stringify(line);
}

function isAct(did: unknown): did is Act {
  if (typeof did !== 'object' || did === null || !('type' in did)) return false;
  const { type, tags, keys, level } = did as Record<string, unknown>;
  if (type === 'invalidate') return Array.isArray(tags);
  if (type === 'delete') return Array.isArray(keys);
  return type === 'clear' && (level === null || LEVELS.some((known) => known === level));
}

/** Gives what a line says; null when it is none of ours, such as one of a later version. */
export function readLine(text: string): Line | null {
  const space = text.indexOf(' ');
  const sequence = Number(text.slice(0, space));
  if (space < 1 || !Number.isSafeInteger(sequence)) return null;
  try {
    const line = JSON.parse(text.slice(space + 1)) as Line;
    return isAct(line.did) ? { ...line, sequence } : null;
  } catch {
    // Somebody else's message on our channel.
    return null;
  }
}

export function messageOf(line: Line, dataset: string): BusMessage {
  return { ...line.did, scope: line.dataset === dataset ? 'all' : 'shared' };
}
