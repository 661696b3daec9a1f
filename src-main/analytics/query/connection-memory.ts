/**
 * What is made once for a connection and used by every question: prepared statements, a clock, and room to add up in.
 * Making one costs more than most questions take.
 */
import type { Statement } from 'better-sqlite3';
import type { ReadableDb, WritableDb } from '../../database/index.ts';
import { createLocalClock, type LocalClock } from './local-clock.ts';
import { createSumsPool, type SumsPool } from './sums-pool.ts';

export interface ConnectionMemory {
  readonly statements: Map<string, Statement>;
  readonly clock: LocalClock;
  readonly sums: SumsPool;
}

/**
 * The one state of a module in this part. Tasks are plain functions that are given nothing but a connection, so it hangs
 * on that: it lives and goes with the connection, and two engines in one process share nothing.
 */
const memories = new WeakMap<ReadableDb | WritableDb, ConnectionMemory>();

export function memoryOf(db: ReadableDb | WritableDb): ConnectionMemory {
  let memory = memories.get(db);
  if (!memory) {
    memory = { statements: new Map(), clock: createLocalClock(), sums: createSumsPool() };
    memories.set(db, memory);
  }
  return memory;
}
