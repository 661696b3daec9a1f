/**
 * What a run has done is written down as it is done, so that a run that a crash or a shutdown cut off goes on where it was.
 * A line that a crash cut in half is left out: its work is done again, which finds it warm.
 */
import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Reason, WarmupCounts, WarmupRank, WarmupTrigger, WarmupType } from '#shared/contract/index.ts';
import type { WarmScope, WarmStage } from '../plan/target.ts';
import type { StepResult } from './run-step.ts';

export interface RunHeader {
  readonly entry: 'begin';
  readonly taskId: string;
  readonly type: WarmupType;
  readonly trigger: WarmupTrigger;
  readonly days: number;
  /** UTC milliseconds. */
  readonly startedAt: number;
  /** The scopes and platforms of a retry; null: everything. */
  readonly only: { readonly scopes: readonly WarmScope[]; readonly platforms: readonly string[] } | null;
  /** UTC milliseconds: platforms are asked for orders that changed since. */
  readonly ordersSince: number;
}

export interface StepEntry {
  readonly entry: 'step';
  readonly id: string;
  readonly scope: WarmScope;
  readonly stage: WarmStage;
  readonly rank: WarmupRank;
  readonly name: string;
  readonly result: StepResult;
}

export interface PlatformEntry {
  readonly entry: 'platform';
  readonly platform: string;
  /** The order's number; null: the list of numbers itself. */
  readonly number: string | null;
  readonly what: 'numbers' | 'order' | 'tracking';
  readonly items: WarmupCounts;
  readonly milliseconds: number;
  readonly reason: Reason | null;
}

export type JournalEntry = RunHeader | StepEntry | PlatformEntry | { readonly entry: 'resumed'; readonly at: number };

export interface Journal {
  /** Takes the place of whatever was written before. */
  begin(header: RunHeader): Promise<void>;
  /** Returns at once; entries are written in their order. */
  append(entry: JournalEntry): void;
  /** Resolves once everything so far is written. @throws what the disk answered. */
  flush(): Promise<void>;
  /** The run has ended in order. */
  end(): Promise<void>;
  /** Gives what an earlier process left behind; null when nothing. */
  left(): Promise<{ readonly header: RunHeader; readonly entries: readonly JournalEntry[] } | null>;
}

export function createJournal(file: string): Journal {
  const waiting: string[] = [];
  let writing: Promise<void> = Promise.resolve();
  let failure: unknown = null;

  async function write(): Promise<void> {
    if (waiting.length === 0) return;
    const lines = waiting.splice(0).join('');
    try {
      await appendFile(file, lines);
    } catch (error) {
      failure ??= error;
    }
  }

  return {
    async begin(header) {
      await writing;
      failure = null;
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, `${JSON.stringify(header)}\n`, { mode: 0o600 });
    },
    append(entry) {
      // What comes while a write is under way goes with the next one.
      waiting.push(`${JSON.stringify(entry)}\n`);
      writing = writing.then(write);
    },
    async flush() {
      await writing;
      if (failure !== null) throw failure;
    },
    async end() {
      await writing;
      await rm(file, { force: true });
    },
    async left() {
      const entries = linesOf(await readIfThere(file));
      const [header, ...rest] = entries;
      return header?.entry === 'begin' ? { header, entries: rest } : null;
    },
  };
}

async function readIfThere(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

function linesOf(text: string): JournalEntry[] {
  const entries: JournalEntry[] = [];
  for (const line of text.split('\n')) {
    const entry = parse(line);
    if (entry) entries.push(entry);
  }
  return entries;
}

function parse(line: string): JournalEntry | null {
  if (line === '') return null;
  try {
    return JSON.parse(line) as JournalEntry;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
