/** Sync through faults: see live.ts. */

export { drawPlan } from './draw-plan.ts';
export type { Life } from './live.ts';
export { PLANTED, type PlantedBug } from './planted.ts';
export { livesSideBySide } from './side-by-side.ts';
export { openSimulation, type Simulation } from './simulate.ts';
export type { Plan, Step } from './steps.ts';
