/** Sync through faults: see live.ts. */
export type { Life } from './live.ts';
export { PLANTED, type PlantedBug } from './planted.ts';
export { openSimulation, type Simulation } from './simulate.ts';
export { drawPlan, type Plan, type Step } from './steps.ts';
