/** Worlds in which a rule was broken once, with as few steps as it took: none is broken again. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { openSimulation, type Plan } from './index.ts';

const KEPT = fileURLToPath(new URL('./kept', import.meta.url));

const simulation = openSimulation();
afterAll(() => simulation.close());

describe('a world that was broken once', () => {
  it.each(readdirSync(KEPT))('%s', async (file) => {
    const plan = JSON.parse(readFileSync(join(KEPT, file), 'utf8')) as Plan;
    expect(plan.steps.length).toBeLessThanOrEqual(20);
    expect((await simulation.live(plan)).violations).toEqual([]);
  });
});
