/** Lives through many seeds; of one in which a rule was broken it looks for the fewest steps that break it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Life, live } from './live.ts';
import type { PlantedBug } from './planted.ts';
import { shrink } from './shrink.ts';
import { drawPlan, type Plan, type Step } from './steps.ts';
import { makeTemplate, workDirectory } from './template.ts';

export interface Simulation {
  /** Lives through one seed, or through some of its steps. */
  run(seed: number, bug?: PlantedBug | null, steps?: readonly Step[]): Promise<Life>;
  /** Gives the plan of a seed with as few steps as break the same rule. */
  shrink(seed: number, bug?: PlantedBug | null): Promise<Plan>;
  close(): void;
}

export function openSimulation(): Simulation {
  const directory = mkdtempSync(join(workDirectory(), 'mendian-simulation-'));
  const template = join(directory, 'template.db');
  makeTemplate(template);

  function run(seed: number, bug: PlantedBug | null = null, steps?: readonly Step[]): Promise<Life> {
    const plan = drawPlan(seed);
    return live(steps ? { ...plan, steps } : plan, { template, bug });
  }

  return {
    run,
    async shrink(seed, bug = null) {
      const plan = drawPlan(seed);
      const { violations } = await run(seed, bug);
      const rule = ruleOf(violations[0]);
      const breaks = async (steps: readonly Step[]) =>
        (await run(seed, bug, steps)).violations.some((violation) => ruleOf(violation) === rule);
      return { ...plan, steps: await shrink(plan.steps, breaks) };
    },
    close: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** Which rule a violation is of. */
function ruleOf(violation: string | undefined): string {
  return violation?.split(':')[0] ?? '';
}
