/** A store's computer in the simulation. */
export type { WriteTasks } from './sim-database.ts';
export { type AnyCrashPoint, createSimPc, type SimPc, type SimPcOptions, TAKES } from './sim-pc.ts';
