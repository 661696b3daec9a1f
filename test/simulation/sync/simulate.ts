/** Lives through many seeds; of one in which a rule was broken it looks for the fewest steps that break it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Life, live } from './live.ts';
import type { PlantedBug } from './planted.ts';
import { shrink } from './shrink.ts';
import type { Plan, Step } from './steps.ts';
import { makeTemplate, workDirectory } from './template.ts';

export interface Simulation {
  live(plan: Plan, bug?: PlantedBug | null): Promise<Life>;
  /** Gives the plan with as few steps as break the same rule. */
  shrink(plan: Plan, bug?: PlantedBug | null): Promise<Plan>;
  close(): void;
}

export function openSimulation(): Simulation {
  const directory = mkdtempSync(join(workDirectory(), 'mendian-simulation-'));
  const template = join(directory, 'template');
  makeTemplate(template);
  const liveThrough = (plan: Plan, bug: PlantedBug | null = null) => live(plan, { template, bug });

  return {
    live: liveThrough,
    async shrink(plan, bug = null) {
      const rule = ruleOf((await liveThrough(plan, bug)).violations[0]);
      const breaks = async (steps: readonly Step[]) =>
        (await liveThrough({ ...plan, steps }, bug)).violations.some((violation) => ruleOf(violation) === rule);
      return { ...plan, steps: await shrink(plan.steps, breaks) };
    },
    close: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** Which rule a violation is of. */
function ruleOf(violation: string | undefined): string {
  return violation?.split(':')[0] ?? '';
}
